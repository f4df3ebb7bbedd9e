import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readDocument } from '../../src/document/read.ts'
import { repository } from '../project/project.ts'

/** Each statement of the brief, with what decides it: the names, as its row imports them, that it may not lose. */
const heldBy: Record<string, string> = {
  A1: 'clients rate messageSize',
  A2: 'messages dbOps',
  A3: 'inFlightA inFlightRange',
  A4: 'pool headroomOfTheBrief poolAtPeak',
  A5: 'busyCoresA busyWithHeadroom coresA cpu',
  A6: 'cpuPart waitPerMessage',
  A7: 'loopDelay',
  A8: 'delivery lost',
  A9: 'memoryA perSocket wholeMemory',
  A10: 'processesA bus gain aloneToTwo',
  A11: 'roomSize deliveries toThousands thousandToTen',
  A12: 'withLog withoutLog acknowledgement',
  A13: 'reserved overSocket overBareLoop sealingOnThreads',
  A14: 'isInTime isEnough pushIsCheaper',
  B1: 'image time uploads coresB',
  B2: 'cpuBound memoryBound gpuBound allAtOnce',
  B3: 'burst.throughput burst.inWaves burst.divisible atWorst',
  B4: 'resize hungriest',
  B5: 'libraryInside insideToOutside',
  B6: 'shareOfCore childrenToThreads inChildren inLoop',
  B7: 'onGpu gpuGain gpuGainWithCores gpuPays',
  B8: 'kills afterKill refused',
  C1: 'requests spike fanOut services serviceTime payload coresC memoryC',
  C2: 'calls peakCalls inFlightC peakInFlight heldToPredicted',
  C3: 'slowest.mean slowestOfSix.mean slowest.p99 slowestOfSkewed.p99',
  C4: 'workShare work coresOfTheBrief workMeasured',
  C5: 'peakRequests budget capacity coresAtPeak bytesShare threadsCpu threadsTime',
  C6: 'held resident peakBytes peakBytesOfRequests linkHolds',
  C7: 'fresh freshTls',
  C8: 'streams streamsTls',
  C9: 'streamsSlower pooledSlower',
  C10: 'deadToWell slowToWell answeredDead withBudget goodShedding',
  C11: 'together meetsTail',
}

const folder = 'src/content/docs/report'
const stated = tablesOf(`${folder}/stated.md`)
const corrections = tablesOf(`${folder}/corrections.md`)

test('every statement of the brief has a row of its own', () => {
  expect(stated.map(({ cells }) => cells[0])).toEqual(Object.keys(heldBy))
})

test('every row is held by the claims that decide it, in what it says of our own', () => {
  const lost = stated.flatMap(({ cells: [id = ''], claims }) => {
    const names = claims.flatMap(({ name, member }) => [name, `${name}.${member}`])
    return (heldBy[id] ?? '')
      .split(' ')
      .flatMap((name) => (names.includes(name) ? [] : [`${id} ${name}`]))
  })
  expect(lost).toEqual([])
  const silent = stated.filter(
    ({ claims, lastFrom }) => !claims.some(({ textSpan }) => textSpan.column > lastFrom),
  )
  expect(silent).toEqual([])
})

test('every correction has a claim in what stands instead, and is of a company of the brief', () => {
  expect(corrections.length).toBeGreaterThan(0)
  const ids = Object.keys(heldBy)
  const unknown = corrections.filter(
    ({ cells: [id = ''] }) => !ids.some((known) => known === id || known.charAt(0) === id),
  )
  expect(unknown).toEqual([])
  const bare = corrections.filter(
    ({ claims, thirdFrom }) => !claims.some(({ textSpan }) => textSpan.column > thirdFrom),
  )
  expect(bare.map(({ cells }) => cells)).toEqual([])
})

test('a number that any page of the report refutes stands as refuted among the corrections', () => {
  const refutedIn = (path: string): string[] =>
    readDocument(path, readFileSync(join(repository, path), 'utf8'), 'report')
      .claims.filter(({ title }) => title.includes('refuted'))
      .map(({ name, member }) => (member === '' ? name : `${name}.${member}`))
  const corrected = refutedIn(`${folder}/corrections.md`)
  const pages = readdirSync(join(repository, folder)).filter((name) => name.endsWith('.md'))
  expect(pages).toContain('chat.md')
  const missing = pages.flatMap((name) =>
    refutedIn(`${folder}/${name}`)
      .filter((each) => !corrected.includes(each))
      .map((each) => `${name} ${each}`),
  )
  expect(missing).toEqual([])
})

test('the brief has no more statements than these', () => {
  const brief = join(repository, '../shared/BRIEF.md')
  if (!existsSync(brief)) return
  const sections = readFileSync(brief, 'utf8')
    .split(/^### Company /m)
    .slice(1)
  const counted = sections.map((section) => {
    const [own = ''] = section.split(/^## /m)
    return [own.charAt(0), own.split('\n').filter((line) => line.startsWith('| ')).length - 2]
  })
  const companies = Object.groupBy(Object.keys(heldBy), (id) => id.charAt(0))
  const ours = Object.entries(companies).map(([company, ids]) => [company, ids?.length])
  expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(ours))
})

/** The rows of a document's tables below their heads, with the claims in each and the columns where cells begin. */
function tablesOf(path: string) {
  const text = readFileSync(join(repository, path), 'utf8')
  const { claims } = readDocument(path, text, 'report')
  return text.split('\n').flatMap((row, index) => {
    if (!/^\| [A-Z]\d* \|/.test(row)) return []
    const bars = [...row.matchAll(/\|/g)].map(({ index: at }) => at)
    const [, , thirdFrom = row.length] = bars
    return [
      {
        cells: row
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
        claims: claims.filter(({ textSpan }) => textSpan.line === index + 1),
        thirdFrom,
        lastFrom: bars.at(-2) ?? row.length,
      },
    ]
  })
}
