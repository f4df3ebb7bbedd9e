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
//
// Cold is the same on both sides: no verdict of ours is there, and Deno gets an empty cache. So is warm: what either
// program has compiled of itself stays, Deno's within its file, ours in `node_modules/.cache`. Both run as a user calls
// them, our bootstrap counted, under the Node that the lock names; Deno only checks types, a check also reads Markdown,
// calculates, judges and keeps two files for each document.
//
// The first bound is missed. On two cores that had nothing else to do a cold check took 1.26 times as long as
// `deno check --doc`, and pinned to one core 1.5 times: it is a matter of
// work, which is 3.3 s of CPU. Of 4.0 s, on a busier machine, by threads:
//
//   1.50 the main thread: 0.28 starting and loading 500 modules, 0.50 reading Markdown and code, 0.20 what stands in
//        the prose, 0.07 questions for the calculation, 0.20 judging, 0.25 keeping
//   0.75 V8 beside it, compiling what runs and collecting what is left
//   0.70 the compiler, its libraries included, and the thread that asks it
//   0.62 the evaluating process, 0.10 of it to start; 0.39 V8 beside it
//
// Over all, TurboFan took 12 % of the CPU, Maglev 10 %, collecting 6 %. Without TurboFan a check takes 5 % less CPU and as
// long; documents that calculate much would take longer. Larger young generations, other limits of V8's compilers, no
// DOM in the compiler's libraries, a second reader: nothing or worse. Calculating while others are read (tried whole:
// equal verdicts, and the processes overlapped as meant) took as long, since both cores were busy already. Exploring the
// ranges of a document once for all of its claims took the evaluating process from 0.65 s to 0.51 s. What is left is
// fewer modules: the main thread loads 514 in 0.22 s, of which 0.05 s are zod's 95, and as one file in 0.055 s. That
// alone would bring the ratio to about 1.17, for a built copy of the sources that may never be an old one.
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
    await note('deno check', denoCheck(small))
    // A twentieth of a second each, which a pause of the machine more than doubles: many make a median.
    for (let turn = 0; turn < 5; turn++) {
      await note('unchanged', unchanged(small))
      await note('reading', merelyReading(small))
    }
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
