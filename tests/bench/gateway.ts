import type { Ratio } from '../../sketches/drivers/ratio.ts'
import { compareModes } from '../../sketches/gateway/experiments/modes.ts'

// What the gateway costs, as ratios: both sides of each by turns, so that a busy machine falls on both.
const rounds = Number(process.argv[2] ?? 5)
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 50)
  throw new RangeError(`Unexpected rounds ${process.argv[2]}, expected 1 to 50`)

/** New TLS connections at a higher rate would fill a core, and what is compared would not be at equal rates. */
const rate = 40

say(`CPU time of the gateway's process, ${rounds} rounds by turns: median (least to most)`)
const modes = await compareModes({ rounds, rate })
for (const [text, ratio] of [
  ['a call in pools, over a bare server with the same JSON', modes.pooledToBare],
  ['a call on a new connection, over a kept one', modes.freshToPooled],
  ['the same with TLS, sessions taken up', modes.freshToPooledTls],
  ['the same with TLS, sessions not taken up', modes.freshFullToPooledTls],
  ['a call in an HTTP/2 stream, over a pool', modes.h2ToPooled],
  ['the same with TLS', modes.h2ToPooledTls],
  ['a call by fetch, over a pool', modes.fetchToPooled],
  ['a call with TLS, over one without, in pools', modes.tlsToPlainPooled],
] satisfies [string, Ratio][])
  show(text, ratio)
if (modes.completeShare < 1)
  say(`In one run no more than ${(modes.completeShare * 100).toFixed(1)} % were answered in full.`)
if (modes.void !== null) say(`Void: ${modes.void}. Run it again when the machine has less to do.`)

function show(text: string, { median, least, most }: Ratio): void {
  say(`  ${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})  ${text}`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
