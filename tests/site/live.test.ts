import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import type { Shown } from '../../src/site/live/outcome.ts'
import { LivePage } from '../../src/site/live/page.ts'
import { work } from '../../src/site/live/work.ts'
import { liveDocuments } from '../../src/site/live-documents.ts'
import { bundle } from '../quantity/bundle.ts'
import { bundleOf } from './live-bundle.ts'
import { createProject, type Project } from './project.ts'

const path = 'calculations/pool.md'
let project: Project
let page: LivePage

beforeAll(async () => {
  project = createProject()
  const { verdicts } = await check({ root: project.root, paths: [path], complete: false })
  expect(verdicts[0]?.claims.map(({ verdict }) => verdict)).toEqual(Array(13).fill('holds'))
  const documents = liveDocuments(project.root, path)
  if (documents === null) throw new Error('nothing to turn')
  page = new LivePage(await bundleOf(project.root, path, documents))
}, 60_000)
afterAll(() => project[Symbol.dispose]())

/** The last that was shown of each claim. */
function shown(): Map<string, Shown> {
  const found = new Map<string, Shown>()
  for (const each of work(page)) if (each) found.set(each.claim.anchor, each)
  return found
}

const turn = (name: string, text: string): string | null => {
  const knob = page.knobs.find(({ input }) => input.name === name)
  return knob ? page.turn(knob, text) : `no input ${name}`
}

function reset(): void {
  for (const knob of page.knobs) page.turn(knob, knob.input.text)
}

describe('a document whose inputs are turned', () => {
  test('says of its own inputs what the check says', () => {
    const all = [...shown().values()]
    expect(all).toHaveLength(13)
    expect(all.filter(({ holds, text, claim }) => !holds || text !== claim.text)).toEqual([])
  })

  test('follows an input, and says where claims broke', () => {
    expect(turn('writers', '20,000 clients')).toBe(null)
    const now = shown()
    reset()
    const said = (anchor: string) => {
      const { text, holds, isBroken, leftAt } = now.get(`claim-${anchor}`) ?? {}
      return [text, holds, isBroken, leftAt]
    }
    expect(said('writers')).toEqual(['20,000 clients', false, false, null])
    expect(said('load-mid').slice(0, 3)).toEqual(['500 messages a second', false, false])
    expect(said('load').slice(0, 3)).toEqual(['333 to 667 messages a second', false, false])
    expect(said('busy-high')).toEqual(['at most 8', false, true, 'writers = 12,000 clients'])
    expect(said('busy-belief-p90').slice(1, 3)).toEqual([false, true])
    expect(said('busy-mid-2')).toEqual(['12', true, false, null])
    expect(said('needed-mid').slice(0, 3)).toEqual(['12 connections', false, false])
    expect(said('fits-tipping-writers')).toEqual(['40,000 clients', true, false, null])
    expect(said('fits')).toEqual(['true', true, false, null])
  })

  test('follows both ends of a range, and a law', () => {
    turn('pace', '2 to 4 messages/client/minute')
    turn('write', '20 to 60 ms/message')
    const now = shown()
    reset()
    expect(now.get('claim-load')?.text).toBe('333 to 667 messages a second')
    expect(now.get('claim-write')?.text).toBe('20 to 60 ms')
    expect(now.get('claim-busy-mid')?.text).toBe('20')
  })

  test.each([
    ['writers', 'many clients', 'expected as in 10,000 clients'],
    ['writers', '10,000 servers', 'expected as in 10,000 clients'],
    ['pace', '2 to 1 messages/client/minute', 'expected from low to high'],
    ['write', '30 to 10 ms/message', '30 to 10 ms/message begins with its greater end'],
    ['spare', '', 'expected as in 20 %'],
  ])('refuses %s = %j and keeps what was', (name, text, problem) => {
    expect(turn(name, text)).toBe(problem)
    expect([...shown().values()].every(({ holds }) => holds)).toBe(true)
  })

  test('pauses after a few runs, so that no frame is held up by many', () => {
    const { graph } = page
    const run = graph.run.bind(graph)
    let [since, most] = [0, 0]
    graph.run = (path) => {
      since += 1
      return run(path)
    }
    turn('writers', '20,000 clients')
    for (const _ of work(page)) {
      most = Math.max(most, since)
      since = 0
    }
    graph.run = run
    reset()
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThan(10)
  })

  test('has no value where a formula has none at an end of a range, and goes on with the others', () => {
    const { graph } = page
    const run = graph.run.bind(graph)
    graph.run = (path) => {
      const names = run(path)
      if ((names.load as { value: number }).value > 500) throw new Error('more than it can do')
      return names
    }
    turn('writers', '18,000 clients')
    const now = shown()
    graph.run = run
    reset()
    expect(now.size).toBe(13)
    expect(now.get('claim-load')).toMatchObject({ holds: null, value: 'no value' })
    expect(now.get('claim-load-mid')?.text).toBe('450 messages a second')
  })

  test('leaves nothing behind where it is interrupted', () => {
    turn('writers', '20,000 clients')
    const half = work(page)
    for (let step = 0; step < 60; step++) half.next()
    half.return(null)
    reset()
    expect([...shown().values()].every(({ holds }) => holds)).toBe(true)
  })
})

/** With what the functions of documents use besides: amounts made in code, and nothing else. */
const runtime = {
  'quantity.ts': 'quantity',
  '../site/live/panel.ts': 'start',
  '../site/live/wait.ts': 'wait',
}
const limitInBytes = 10_000

test(`what a page needs to be turned is under ${limitInBytes} bytes, gzipped`, async () => {
  const code = await bundle(runtime, 'es')
  const bytes = gzipSync(code, { level: 9 }).length
  console.log(`runtime of a page: ${bytes} bytes gzipped, ${code.length} minified`)
  expect(bytes).toBeLessThan(limitInBytes)
})
