import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { measure } from '../../src/check/measure.ts'
import { print } from '../../src/command/print.ts'
import type { Message } from '../../src/message/message.ts'
import { temporaryProject } from '../project/project.ts'

/**
 * A case is a Markdown file; `NAME.txt` beside it is everything that a check says about it. Cases in `holds` say
 * nothing, or warn; those in `refused` are wrong as they stand; those in `fails` are well formed and do not hold.
 */
const outcomes = ['holds', 'refused', 'fails'] as const
const folder = import.meta.dirname
const cases = (
  await Promise.all(
    outcomes.map(async (outcome) => {
      const files = await readdir(join(folder, outcome), { recursive: true })
      return files.filter((file) => /\.(mdx?|markdown)$/.test(file)).map((file) => `${outcome}/${file}`)
    }),
  )
)
  .flat()
  .toSorted()

const said = new Map<string, string>()
let severities = new Map<string, Message['severity'][]>()

beforeAll(async () => {
  await using project = await temporaryProject({
    'holdfast.config.ts': `export default ${JSON.stringify(settings)}`,
  })
  for (const outcome of outcomes) await cp(join(folder, outcome), join(project.root, outcome), { recursive: true })
  await measureExperiments(project.root)
  const { messages } = await check({ root: project.root, paths: [], complete: false })
  const texts = new Map(await Promise.all(cases.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const)))
  const byPath = Map.groupBy(messages, ({ path }) => path)
  severities = new Map([...byPath].map(([path, found]) => [path, found.map(({ severity }) => severity)]))
  for (const path of cases) {
    const found = byPath.get(path) ?? []
    const { text } = print('text', { messages: found, textOf: (file) => texts.get(file) ?? null, colour: false })
    said.set(path, found.length === 0 ? '' : text)
  }
}, 120_000)

/** Only some are measured: that what is not measured is untested is a case of its own. */
async function measureExperiments(root: string): Promise<void> {
  const paths = ['holds/measured', 'fails/measured']
  const { signal } = new AbortController()
  const { messages } = await measure({ root, paths, force: false, signal, onProgress: () => {} })
  expect(messages).toEqual([])
}

/** Folders below an outcome that hold documents of a kind whose rules differ. */
const settings = {
  folders: Object.fromEntries(
    outcomes.flatMap((outcome) => [
      [outcome, 'page'],
      [`${outcome}/calculation`, 'calculation'],
      [`${outcome}/report`, 'report'],
      [`${outcome}/records`, 'record'],
    ]),
  ),
  products: ['Node'],
  nouns: { plurals: { shares: 'share', shards: 'shard' } },
}

describe('specimens', () => {
  it('are there for each outcome', () => {
    for (const outcome of outcomes) expect(cases.filter((path) => path.startsWith(outcome)).length).toBeGreaterThan(0)
  })

  it('are whole: no expected output is left of a case that is gone', async () => {
    const files = await readdir(folder, { recursive: true })
    const outputs = files.filter((file) => file.endsWith('.txt'))
    const expected = cases.map((path) => path.replace(/\.(mdx?|markdown)$/, '.txt'))
    expect(outputs.toSorted()).toEqual(expected.toSorted())
  })

  it.for(cases)('%s', async (path) => {
    const hasError = (severities.get(path) ?? []).includes('error')
    expect(hasError).toBe(!path.startsWith('holds/'))
    await expect(said.get(path)).toMatchFileSnapshot(join(folder, path.replace(/\.(mdx?|markdown)$/, '.txt')))
  })
})
