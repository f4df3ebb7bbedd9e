import { startBareChat, startSocketIoChat } from '../../sketches/chat/bare.ts'
import { type Observable, observeBy } from '../../sketches/chat/experiments/compare.ts'
import { startChat } from '../../sketches/chat/index.ts'
import type { ChatOptions } from '../../sketches/chat/options.ts'
import { openCrowdDriver } from '../../sketches/drivers/crowd.ts'
import { ratio } from '../../sketches/drivers/ratio.ts'
import { startDatabase } from '../../sketches/parts/database.ts'

// What a delivery costs the chat in CPU, as ratios: all variants by turns, so that a busy machine falls on each.
const rounds = Number(process.argv[2] ?? 5)
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 50)
  throw new RangeError(`Unexpected rounds ${process.argv[2]}, expected 1 to 50`)

await using database = await startDatabase()
await using driver = await openCrowdDriver()
const nothing = { acknowledge: 'received', persistence: 'none', sealing: 'none', presence: false }
const features: [name: string, options: object][] = [
  ['the chat with nothing on', {}],
  ['and presence', { presence: true }],
  ['and a database behind it', { persistence: 'postgres' }],
  ['and a log that is written', { acknowledge: 'written' }],
  ['and a log that is synced', { acknowledge: 'synced' }],
  ['and texts that are sealed', { sealing: 'inline' }],
  ['the same on a worker thread', { sealing: 'threads' }],
  ['and a second process, over the bus', { sealing: 'inline', processes: 2, bus: 'postgres' }],
]

interface Variant {
  name: string
  start(): Promise<Observable & AsyncDisposable>
  dialect: 'plain' | 'socket.io'
  cpu: number[]
}

const variants: Variant[] = [
  { name: 'a bare ws loop', start: startBareChat, dialect: 'plain', cpu: [] },
  { name: 'socket.io', start: startSocketIoChat, dialect: 'socket.io', cpu: [] },
  ...features.map(([name], index): Variant => {
    const options = Object.assign({}, nothing, ...features.slice(0, index + 1).map(([, on]) => on))
    return { name, start: () => startVariant(options), dialect: 'plain', cpu: [] }
  }),
]

for (let round = 0; round < rounds; round++)
  for (const { name, start, dialect, cpu } of variants) {
    await using target = await start()
    const { outcome } = await observeBy(driver, target, { rate: 500, seconds: 2, dialect })
    if (outcome.lost > 0) throw new Error(`${name} lost ${outcome.lost} deliveries`)
    cpu.push(outcome.cpuMsPerDelivery)
  }

say(`CPU time of a delivery, 500 messages/s in rooms of ten, ${rounds} rounds by turns`)
say('  over bare ws (least to most)   over socket.io (least to most)')
const [bare = [], socketIo = []] = variants.map(({ cpu }) => cpu)
for (const { name, cpu } of variants)
  say(`  ${ratioOf(cpu, bare)}            ${ratioOf(cpu, socketIo)}            ${name}`)

function startVariant(options: Partial<ChatOptions>): Promise<Observable & AsyncDisposable> {
  return startChat({ ...options, databaseUrl: database.url })
}

/** Of the pairs of the same round. */
function ratioOf(cpu: number[], of: number[]): string {
  const { median, least, most } = ratio(cpu, of)
  return `${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
