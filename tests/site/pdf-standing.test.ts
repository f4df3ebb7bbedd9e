import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { measure } from '../../src/check/measure.ts'
import { printBook } from '../../src/site/pdf/book.ts'
import { readSettings } from '../../src/site/settings.ts'
import { temporaryProject } from '../project/project.ts'

const chapter = (speed: string): string => `---
title: Speed
description: How fast it is.
---

\`\`\`ts measured
const speed = ${speed}
const speeds = { one: ${speed}, two: 2 }
\`\`\`

It reaches [at least 3](measured:speed).

![How fast each is](plot:speeds)
`

/** What the book says of the claim, of the plot and of the experiments. */
async function printed(
  root: string,
): Promise<{ shown: string; note: string; plot: string; method: string }> {
  const source = (await printBook(root, readSettings(root, {}))) ?? ''
  const [, shown = '', note = ''] = source.match(/#"It reaches ";(.*?)#footnote\[#"([^"]*)"/) ?? []
  const [plot = ''] = source.match(/#"How fast each is";.*/) ?? []
  return { shown, note, plot, method: source.slice(source.indexOf('How this was measured')) }
}

test('a claim and a plot say in the book what they are worth: untested, measured, stale, or changed since', async () => {
  await using project = await temporaryProject({ 'src/content/docs/report/index.md': chapter('4') })
  const { root } = project
  const again = () => check({ root, paths: [], complete: false })

  await again()
  const untested = await printed(root)
  expect(untested.note).toBe(
    'Untested; measured: speed; not measured yet; src/content/docs/report/index.md, line 7.',
  )
  expect(untested.shown).toBe('#text(fill: rgb("#53615e"))[#"at least 3";];')
  expect(untested.plot).toContain('(not drawn: not measured yet)')
  expect(untested.method).toContain('Nothing has been measured yet')

  const { signal } = new AbortController()
  await measure({ root, paths: [], force: false, signal, onProgress: () => {} })
  await again()
  const measured = await printed(root)
  expect(measured.note).toBe(
    'Measured: speed = 4; accepts at least 3; 3 valid runs, 4; src/content/docs/report/index.md, line 7.',
  )
  expect(measured.shown).toBe('#"at least 3";')
  expect(measured.plot).toBe('#"How fast each is";]);')
  expect(measured.method).toContain(
    '[#"src/content/docs/report/index.md";], [#"6";], [#"3 each";], [#"',
  )

  await project.write('src/content/docs/report/index.md', chapter('5'))
  await again()
  const stale = await printed(root)
  expect(stale.note).toMatch(
    /^Stale; measured: speed = 4; accepts at least 3; 3 valid runs, 4; .+; src/,
  )
  expect(stale.shown).toBe('#text(fill: rgb("#85560a"))[#"at least 3";];')
  expect(stale.plot).toBe('#"How fast each is";#" (stale)";]);')

  await project.write(
    'src/content/docs/report/index.md',
    chapter('5').replace('least 3', 'least 2'),
  )
  const changed = await printed(root)
  expect(changed.note).toBe('Untested: no check has judged this place.')
})

const waits = `---
title: Waits
description: How long it waits.
---

\`\`\`ts
const share = q('20 %') // assumed: an example
\`\`\`

\`\`\`ts measured
const wait = q('40 ms')
\`\`\`

Of [20 %](calc:share) each waits [at most 60 ms](measured:wait).
`

const empty = (order: number): string => `---
title: Chapter ${order}
description: One of several.
sidebar:
  order: ${order}
---

Nothing is said.
`

test('runs stand in the unit of their claim, void ones apart, and chapters in the order of the site', async () => {
  const path = 'src/content/docs/report/index.md'
  await using project = await temporaryProject({
    [path]: waits,
    'src/content/docs/report/a.md': empty(3),
    'src/content/docs/report/b.md': empty(1),
    'src/content/docs/report/c.md': empty(2),
  })
  const { root } = project
  const { signal } = new AbortController()
  await measure({ root, paths: [], force: false, signal, onProgress: () => {} })
  await check({ root, paths: [], complete: false })

  // The runs of so short an experiment are all alike, and none is void: here they differ.
  const file = `.holdfast/verdicts/${path}.json`
  const seen = JSON.parse(readFileSync(join(root, file), 'utf8'))
  const [, claim] = seen.claims
  const { value } = claim.runs[0]
  claim.runs = [
    { value: value * 1.1, text: '44 ms', void: null },
    { value: value * 9, text: '360 ms', void: 'the driver was late' },
    { value: value * 0.95, text: '38 ms', void: null },
    { value, text: '40 ms', void: null },
  ]
  seen.experiments[0].voidRuns = 1
  await project.write(file, JSON.stringify(seen))

  const source = (await printBook(root, readSettings(root, {}))) ?? ''
  expect([...source.matchAll(/#footnote\[#"([^"]*)"/g)].map(([, note]) => note)).toEqual([
    'Given, on an assumption: share = 20 %; accepts 19.5 to 20.5 %; src/content/docs/report/index.md, line 7.',
    'Measured: wait = 40 ms; accepts at most 60 ms; 3 valid runs, 38 to 44 ms; src/content/docs/report/index.md, line 11.',
  ])
  expect(source).toContain('[#"10";], [#"3 each, 1 void";]')
  const titles = [...source.matchAll(/#heading\(level: 1\)\[#"([^"]*)"/g)]
  expect(titles.map(([, title]) => title)).toEqual([
    'Waits',
    'Chapter 1',
    'Chapter 2',
    'Chapter 3',
    'How this was measured',
  ])
})
