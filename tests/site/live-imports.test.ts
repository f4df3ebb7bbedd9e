import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { pointsOf } from '../../src/graph/points.ts'
import type { Shown } from '../../src/site/live/outcome.ts'
import { LivePage } from '../../src/site/live/page.ts'
import { work } from '../../src/site/live/work.ts'
import { liveDocuments } from '../../src/site/live-documents.ts'
import { temporaryProject } from '../project/project.ts'
import { bundleOf } from './live-bundle.ts'

const report = 'src/content/docs/report/index.md'
const pool = 'calculations/pool.md'
const read = (path: string): string =>
  readFileSync(join(import.meta.dirname, 'fixture', path), 'utf8')
const stated = { writers: '10,000 clients', write: '10 to 30 ms/message', room: '20 connections' }

/** What the check says of the report, with another text of an input in the document that it imports. */
async function checked(name?: keyof typeof stated, text = '') {
  const source = name ? read(pool).replace(`('${stated[name]}')`, `('${text}')`) : read(pool)
  const project = await temporaryProject({ [pool]: source, [report]: read(report) })
  const { verdicts } = await check({ root: project.root, paths: [], complete: false })
  const own = verdicts.find(({ path }) => path === report)
  if (!own) throw new Error('the report was not checked')
  return { project, own }
}

test('an input of another document does to a page what the check would say of it', async () => {
  const { project, own } = await checked()
  await using _ = project
  expect(own.claims.map(({ verdict }) => verdict)).toEqual(Array(5).fill('holds'))
  const documents = liveDocuments(project.root, report) ?? []
  const page = new LivePage(await bundleOf(project.root, report, documents))
  const shown = (): Shown[] => {
    const found = new Map(
      [...work(page)].flatMap((each) => (each ? [[each.claim.anchor, each]] : [])),
    )
    return own.claims.flatMap(({ anchor }) => found.get(anchor) ?? [])
  }
  const broken: string[][] = []
  for (const [name, text] of [
    ['writers', '20,000 clients'],
    ['write', '20 to 60 ms/message'],
    ['room', '10 connections'],
  ] as const) {
    const copy = await checked(name, text)
    await using __ = copy.project
    const knob = page.knobs.find(({ input }) => input.name === name)
    if (!knob) throw new Error(`no ${name}`)
    expect(page.turn(knob, text)).toBe(null)
    const now = shown()
    expect(now.map(({ holds }) => holds)).toEqual(
      copy.own.claims.map(({ verdict }) => verdict === 'holds'),
    )
    // A truth that came out otherwise is told by its reason alone.
    expect(now.map(({ value }) => value)).toEqual(
      copy.own.claims.map(({ value }) => value ?? 'false'),
    )
    broken.push(now.flatMap(({ isBroken, claim }) => (isBroken ? [claim.anchor] : [])))
    expect(pointsOf(page.names().servers)).toEqual(
      copy.own.plots[0]?.drawing?.series.map(({ points }) => points),
    )
    expect(page.turn(knob, stated[name])).toBe(null)
  }
  expect(broken).toEqual([
    ['claim-busy-mid', 'claim-isQuiet'],
    ['claim-busy-mid', 'claim-isQuiet'],
    ['claim-isQuiet'],
  ])
  expect(shown().every(({ holds, text, claim }) => holds && text === claim.text)).toBe(true)
})
