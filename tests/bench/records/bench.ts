import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Document } from '../../../src/document/document.ts'
import { readDocument } from '../../../src/document/read.ts'
import { readFolder } from '../../../src/record/read.ts'
import { checkRecords } from '../../../src/record/rules.ts'
import { repository } from '../../project/project.ts'
import { type Row, show } from '../check/table.ts'
import { cold, holdfast, timed } from '../check/timed.ts'
import { claimsOf, fileOf, recordText } from './record.ts'

// What records cost, as ratios from one run: all that is compared runs by turns, so that a busy machine falls on all.
const rounds = Number(process.argv[2] ?? 5)
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 50)
  throw new RangeError(`Unexpected rounds ${process.argv[2]}, expected 1 to 50`)

const count = 1_000
const texts = new Map(
  Array.from({ length: count }, (_, index) => [`adrs/${fileOf(index + 1)}`, recordText(index + 1)]),
)

const root = mkdtempSync(join(tmpdir(), 'holdfast-bench-'))
try {
  writeProject()
  show(await measured())
} finally {
  rmSync(root, { recursive: true, force: true })
}

function writeProject(): void {
  mkdirSync(join(root, 'adrs'))
  mkdirSync(join(root, 'node_modules'))
  symlinkSync(repository, join(root, 'node_modules', 'holdfast'))
  writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module', private: true }))
  writeFileSync(join(root, 'holdfast.config.ts'), 'export default {}\n')
  for (const [path, text] of texts) writeFileSync(join(root, path), text)
}

async function measured(): Promise<Row[]> {
  const times = new Map<string, number[]>()
  const note = (name: string, taken: number): void => {
    times.set(name, [...(times.get(name) ?? []), taken])
    process.stderr.write(`  ${name}: ${Math.round(taken)}\n`)
  }
  const project = { root, claims: claimsOf(count) }
  // Not counted: what the operating system, Node and its compiler keep is there for all from then on.
  judged(parsed())
  await cold(project)
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    const documents = parsed()
    const between = performance.now()
    judged(documents)
    note('rules', performance.now() - between)
    note('parsing', between - start)
    note('list', await listing())
    note('cold', await cold(project))
    note('list', await listing())
  }
  const of = (name: string): number[] => times.get(name) ?? []
  return [
    {
      what: `rules over ${count.toLocaleString('en-GB')} records, over parsing them`,
      over: of('rules'),
      under: of('parsing'),
      most: 1.5,
    },
    { what: 'list, over a cold check', over: of('list'), under: of('cold'), most: 0.5 },
  ]
}

function parsed(): Document[] {
  return [...texts].map(([path, text]) => readDocument(path, text, 'record'))
}

/** Reading as records included: that is what the rules look at. */
function judged(documents: Document[]): void {
  const { records, files } = readFolder(documents)
  const context = { today: '2026-11-21', complete: true, files, exists: () => true }
  const errors = checkRecords(records, context).filter(({ severity }) => severity === 'error')
  if (records.length !== count || errors[0])
    throw new Error(`${records.length} records, ${errors[0]?.path} ${errors[0]?.text}`)
}

function listing(): Promise<number> {
  return timed({ words: [holdfast, 'list'], folder: root, expected: `ADR-${count}` })
}
