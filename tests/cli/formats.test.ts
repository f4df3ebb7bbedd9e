import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { CheckOutput } from '../../src/command/check-output.ts'
import { schemas } from '../../src/command/schema.ts'
import { readMeasured } from '../../src/evidence/store.ts'
import { repository, temporaryProject } from '../project/project.ts'
import { type Ended, run } from './process.ts'

const holdfast = (folder: string, ...words: string[]): Promise<Ended> =>
  run([process.execPath, '--no-warnings', join(repository, 'src/cli.ts'), ...words], { folder })

const page = await readFile(join(repository, 'src/content/docs/reference/evidence.md'), 'utf8')

/** Every property in a JSON Schema, however deep. */
function propertiesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own =
    'properties' in schema && typeof schema.properties === 'object' && schema.properties !== null
      ? Object.keys(schema.properties)
      : []
  return [...own, ...Object.values(schema).flatMap(propertiesIn)]
}

it.for(['check', 'measured', 'proof', 'verdicts'])(
  'every field of %s is in the reference',
  (name) => {
    const schema = schemas()[name]
    expect(propertiesIn(schema).length).toBeGreaterThan(5)
    const section = page.split(/^### /m).find((each) => each.startsWith(`${name}\n`)) ?? ''
    const missing = [...new Set(propertiesIn(schema))].filter(
      (property) => !section.includes(`\`${property}\``),
    )
    expect(missing).toEqual([])
  },
)

it('check writes the JSON that its schema describes, and the same again', async () => {
  await using project = await temporaryProject({
    'holdfast.config.ts': 'export default {}\n',
    'calculations/x.md':
      "# X\n\n```ts\nconst size = q('3 ops') // source: a test\nconst twice = size.times(2)\n```\n\nIt is [5 ops](calc:twice), of [3 ops](calc:size). [1](measured:seen)\n\n```ts measured\nconst seen = 1\n```\n",
  })
  const first = await holdfast(project.root, 'check', '--format', 'json')
  expect(first.code).toBe(1)
  const output = CheckOutput.parse(JSON.parse(first.out))
  expect(output.messages.map(({ id }) => id)).toEqual(['claim-differs', 'claim-untested'])
  const second = await holdfast(project.root, 'check', '--format', 'json')
  expect(second.out).toBe(first.out)
  expect(await readMeasured(project.root, 'calculations/x.md')).toBeNull()
})

it('no colour with NO_COLOR; on GitHub all messages in the summary of the job', async () => {
  await using project = await temporaryProject({
    'holdfast.config.ts': 'export default {}\n',
    'calculations/x.md':
      "# X\n\n```ts\nconst a = q('3 ops') // source: us\n```\n\n[4 ops](calc:a)\n",
  })
  const words = [process.execPath, '--no-warnings', join(repository, 'src/cli.ts'), 'check']
  const environment = { NO_COLOR: '1', GITHUB_STEP_SUMMARY: join(project.root, 'summary.md') }
  const call = { folder: project.root, environment }
  const plain = await run(words, call)
  expect(plain.out).not.toContain('\u001b')
  const github = await run([...words, '--format', 'github'], call)
  expect(github.out).toContain('::error file=calculations/x.md,line=7,col=2,')
  const summary = await readFile(environment.GITHUB_STEP_SUMMARY, 'utf8')
  expect(summary).toContain('| calculations/x.md:7:2 | error claim-differs |')
})

it('the verdicts of a document that is gone are gone', async () => {
  const text = "# X\n\n```ts\nconst a = q('3 ops') // source: us\n```\n\n[3 ops](calc:a)\n"
  await using project = await temporaryProject({
    'calculations/x.md': text,
    'calculations/y.md': text,
  })
  const { root } = project
  await check({ root, paths: [], complete: false })
  await rm(join(root, 'calculations/y.md'))
  await check({ root, paths: ['calculations/x.md'], complete: false })
  const folder = join(root, '.holdfast/verdicts/calculations')
  expect(await readdir(folder)).toEqual(['x.md.json', 'y.md.json'])
  await check({ root, paths: [], complete: false })
  expect(await readdir(folder)).toEqual(['x.md.json'])
})

it('schema prints the schemas', async () => {
  const { out } = await holdfast(repository, 'schema')
  expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(schemas())))
})
