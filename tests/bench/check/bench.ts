import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { writeCorpus } from './corpus.ts'
import { denoCheck, denoTest } from './for-deno.ts'
import { type Row, show } from './table.ts'
import { cold, merelyReading, peakMegabytes, proving, unchanged } from './timed.ts'
import { Watching } from './watching.ts'

// What a check costs, as ratios from one run: all that is compared runs by turns, so that a busy machine falls on all.
const rounds = Number(process.argv[2] ?? 5)
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 50)
  throw new RangeError(`Unexpected rounds ${process.argv[2]}, expected 1 to 50`)

/** What an editor leaves time for between two writes, so that one change is one check. */
const betweenWritesMs = 300

const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'))
try {
  show(await measured())
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measured(): Promise<Row[]> {
  const [small, large] = [300, 1_000].map((documents) => {
    const own = join(folder, String(documents))
    mkdirSync(own)
    return writeCorpus(own, documents)
  })
  if (!small || !large) throw new Error('there are two corpora')
  const times = new Map<string, number[]>()
  const note = async (name: string, taking: Promise<number>): Promise<void> => {
    const taken = await taking
    times.set(name, [...(times.get(name) ?? []), taken])
    process.stderr.write(`  ${name}: ${Math.round(taken)}\n`)
  }
  // Not counted: what the operating system and Node keep of programs is there for all from then on.
  await cold(small)
  await denoCheck(small)
  for (let round = 0; round < rounds; round++) {
    await note('cold', cold(small))
    await note('unchanged', unchanged(small))
    await note('reading', merelyReading(small))
    await note('deno check', denoCheck(small))
    await note('unchanged', unchanged(small))
    await note('reading', merelyReading(small))
    await note('large', cold(large))
    await note('prove', proving(small))
    await using watching = new Watching(small)
    await watching.ready()
    for (let change = 0; change < 3; change++) {
      await pause(betweenWritesMs)
      await note('watch', watching.change('calculations/service-0100.md'))
    }
    if (round === 0) await note('deno test', denoTest(small))
  }
  await note('memory of 300', peakMegabytes(small))
  await note('memory of 1,000', peakMegabytes(large))
  const of = (name: string): number[] => times.get(name) ?? []
  return [
    { what: 'cold, over deno check --doc', over: of('cold'), under: of('deno check'), most: 1 },
    { what: 'cold, over deno test --doc', over: of('cold'), under: of('deno test'), most: 0.25 },
    { what: 'nothing changed, over cold', over: of('unchanged'), under: of('cold'), most: 0.4 },
    {
      what: 'nothing changed, over starting Node and reading',
      over: of('unchanged'),
      under: of('reading'),
      most: 1.5,
    },
    { what: 'one changed, watched, over cold', over: of('watch'), under: of('cold'), most: 0.1 },
    { what: '1,000 documents, over 300', over: of('large'), under: of('cold'), most: 4 },
    { what: 'prove, over a cold check', over: of('prove'), under: of('cold'), most: 3 },
    {
      what: 'memory for 300 documents, over 600 MB',
      over: of('memory of 300'),
      under: [600],
      most: 1,
    },
    { what: 'memory for 1,000, over 600 MB', over: of('memory of 1,000'), under: [600], most: 1 },
  ]
}
