import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { measure } from '../../src/check/measure.ts'
import type { DecisionMatrix, Verdicts } from '../../src/evidence/verdicts.ts'
import { temporaryProject } from '../project/project.ts'

/** A record whose scores for speed are what its fence says. */
const record = (code: string, cells: [string, string], rest = ''): string => `# ADR-001: Push

**Date**: 2026-11-02
**Status**: Proposed
**Deciders**:
**Technical Story**: Pushes are slow.

## Context and Problem Statement

${code}

## Considered Options

* One
* The other

## Decision Outcome

Chosen option: "The other", because speed decides.

| Criterion | Weight | One | The other |
| --- | --- | --- | --- |
| Speed | 60 % | ${cells[0]} | ${cells[1]} |
| Known | 40 % | 5 | 3 |

${rest}
`

async function verdictsOf(text: string, measured = false): Promise<Verdicts> {
  await using project = await temporaryProject({ 'adrs/001-push.md': text })
  const { root } = project
  const { signal } = new AbortController()
  if (measured) await measure({ root, paths: [], force: false, signal, onProgress: () => {} })
  const { verdicts, messages } = await check({ root, paths: [], complete: false })
  expect(
    messages.filter(({ id }) => /^(?:code|type|matrix|claim)-/.test(id) && id !== 'claim-untested'),
  ).toEqual([])
  const [found] = verdicts
  if (!found) throw new Error('no verdicts of the record')
  return found
}

const totalsOf = (matrix: DecisionMatrix | null | undefined): (number | null)[] =>
  matrix?.options.map(({ total }) => total && Number(total.toPrecision(12))) ?? []

test('a matrix of judged and calculated scores stands in the verdicts with all that a picture needs', async () => {
  const code = `\`\`\`ts
// assumed: a guess
const speed = q('4 to 6')
const half = speed.times(0.5)
\`\`\``
  const { matrix } = await verdictsOf(record(code, ['[2 to 3](calc:half)', '[4 to 6](calc:speed)']))
  const judged = (text: string, value: number): object => ({
    text,
    value,
    name: null,
    anchor: null,
  })
  const near = (value: number): unknown => expect.closeTo(value, 9)
  expect(matrix).toEqual({
    place: { line: 25, column: 1, endLine: 28, endColumn: 25 },
    options: [
      { name: 'One', total: near(3.5), low: near(3.2), high: near(3.8) },
      { name: 'The other', total: near(4.2), low: near(3.6), high: near(4.8) },
    ],
    criteria: [
      {
        name: 'Speed',
        weight: judged('60 %', 0.6),
        scores: [
          { text: '2 to 3', value: 2.5, name: 'half', anchor: 'claim-half' },
          { text: '4 to 6', value: 5, name: 'speed', anchor: 'claim-speed' },
        ],
        flip: { weight: near(4 / 9), distance: near(0.6 - 4 / 9), option: 0 },
      },
      {
        name: 'Known',
        weight: judged('40 %', 0.4),
        scores: [judged('5', 5), judged('3', 3)],
        flip: { weight: near(5 / 9), distance: near(5 / 9 - 0.4), option: 0 },
      },
    ],
    chosen: [1],
    winner: 1,
    runnerUp: 0,
    margin: near(0.7),
    nearest: 0,
  })
})

const derived = record(
  '```ts measured\nconst speed = 4\n```\n\n```ts derived\nconst half = speed / 2\n```',
  ['[2](derived:half)', '[at least 3](measured:speed)'],
  'It leads by [0.4](derived:matrix.margin).',
)

test('a matrix that rests on a measurement has no totals until it was measured', async () => {
  const { matrix, claims } = await verdictsOf(derived)
  expect(totalsOf(matrix)).toEqual([null, null])
  expect(matrix?.winner).toBe(null)
  expect(claims.map(({ verdict }) => verdict)).toEqual(['untested', 'untested', 'untested'])
})

test('a matrix that rests on a measurement is calculated with what came out', async () => {
  const { matrix, claims } = await verdictsOf(derived, true)
  expect(totalsOf(matrix)).toEqual([3.2, 3.6])
  expect(matrix?.criteria[0]?.scores.map(({ value }) => value)).toEqual([2, 4])
  expect(claims.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds'])
})

const drawing = `---
title: Report
description: A report.
---

\`\`\`ts
import { matrix as weighed } from '../../../../adrs/001-push.md'
\`\`\`

![What was weighed](plot:weighed)
`

const scored = `\`\`\`ts
// assumed: a guess
const speed = q('4 to 6')
const half = speed.times(0.5)
\`\`\``

/** What a check of the report alone says, with the record as given. */
async function drawn(record: string, text = drawing, paths = ['src/content/docs/report']) {
  await using project = await temporaryProject({
    'adrs/001-push.md': record,
    'src/content/docs/report/index.md': text,
  })
  const { verdicts, messages } = await check({ root: project.root, paths, complete: false })
  const found = verdicts.find(({ kind }) => kind === 'report')
  const said = messages
    .filter(({ path }) => path.startsWith('src'))
    .map(({ line, column, id, text, cure }) => `${line}:${column} ${id}: ${text}; ${cure}`)
  return {
    plot: found?.plots[0],
    own: verdicts.find(({ kind }) => kind === 'record')?.matrix,
    said,
  }
}

test('a report draws the matrix of a record, which need not be checked itself', async () => {
  const whole = record(scored, ['[2 to 3](calc:half)', '[4 to 6](calc:speed)'])
  const { plot, said } = await drawn(whole)
  expect(said).toEqual([])
  const all = await drawn(whole, drawing, [])
  // The way to a claim is known on the record's own page.
  const unanchored = JSON.parse(JSON.stringify(all.own), (key, value) =>
    key === 'anchor' ? null : value,
  )
  expect(all.own?.options.map(({ low }) => low)).toEqual([
    expect.closeTo(3.2, 9),
    expect.closeTo(3.6, 9),
  ])
  for (const each of [plot, all.plot])
    expect(each).toMatchObject({
      verdict: 'holds',
      provenance: 'calculated',
      drawing: null,
      decision: { path: 'adrs/001-push.md', title: 'ADR-001: Push', matrix: unanchored },
    })
})

test('what rests on no measurement yet is not drawn, and says why', async () => {
  const text = drawing.replace('```ts', '```ts derived')
  const { plot, said } = await drawn(derived, text)
  expect(plot).toMatchObject({ verdict: 'untested', provenance: 'derived', decision: null })
  expect(plot?.reason).toBe('not measured yet')
  expect(said).toEqual([])
  const calculated = await drawn(derived)
  expect(calculated.said).toEqual([expect.stringMatching(/^7:10 calculation-not-derived: /)])
})

test('a record without a matrix, with a broken one, and one that is not there are errors at their names', async () => {
  const page = (name: string): string => drawing.replace('001-push', name)
  await using project = await temporaryProject({
    'adrs/001-push.md': record('', ['2', '4']),
    'adrs/002-bare.md': record('', ['2', '4']).replace(/^\|.*\n/gm, ''),
    'adrs/003-broken.md': record('', ['2', 'much']),
    'src/content/docs/report/bare.md': page('002-bare'),
    'src/content/docs/report/broken.md': page('003-broken'),
    'src/content/docs/report/elsewhere.md': page('001-posh'),
    'src/content/docs/report/member.md': drawing.replace('plot:weighed', 'plot:weighed.margin'),
  })
  const paths = ['src/content/docs/report']
  const { messages } = await check({ root: project.root, paths, complete: false })
  const said = messages
    .filter(({ path }) => path.startsWith('src'))
    .map(({ path, line, column, id, text, cure }) => {
      const [name] = path.split('/').slice(-1)
      return `${name}:${line}:${column} ${id}: ${text}; ${cure}`
    })
  expect(said).toEqual([
    'bare.md:7:10 import-matrix: ../../../../adrs/002-bare.md has no decision matrix that can be calculated; give it a table headed Criterion | Weight | …, or import that of a record which has one',
    'broken.md:7:10 import-matrix: ../../../../adrs/003-broken.md has no decision matrix that can be calculated; mend its table in line 21',
    expect.stringMatching(/^elsewhere\.md:7:35 import-unknown: .*001-posh\.md.*; .*001-push\.md/),
    expect.stringMatching(
      /^member\.md:10:1 plot-value: weighed\.margin cannot be drawn: a single amount/,
    ),
  ])
})
