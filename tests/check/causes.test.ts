import { expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { failureMessages } from '../../src/check/failures.ts'
import { readProject } from '../../src/check/project.ts'
import type { Failure } from '../../src/run/job.ts'
import { temporaryProject } from '../project/project.ts'

const calculation = (code: string, prose: string): string =>
  `# A page\n\n\`\`\`ts\n${code}\n\`\`\`\n\n${prose}\n`

/** Every message of a check, as `path:line:column id`. */
async function messagesOf(files: Record<string, string>, paths: string[] = []): Promise<string[]> {
  await using project = await temporaryProject(files)
  const { messages } = await check({ root: project.root, paths, complete: false })
  return messages.map(({ path, line, column, id }) => `${path}:${line}:${column} ${id}`)
}

it('says what it found nothing in: a project, a folder, a path', async () => {
  const one = {
    'calculations/a.md': calculation("const a = q('1 op') // source: us", '[1 op](calc:a)'),
  }
  expect(await messagesOf({})).toEqual(['this project:1:1 nothing-found'])
  expect(await messagesOf(one, ['adrs', 'calculations', 'calculations/b.md'])).toEqual([
    'adrs:1:1 nothing-found',
    'calculations/b.md:1:1 nothing-found',
  ])
  expect(await messagesOf(one)).toEqual([])
})

const user = calculation("import { a } from './a.md'\nconst b = a.times(2)", '[2 ops](calc:b)')

it.each([
  ["const a = q('1 op'", 'calculations/a.md:4:19 type-error'],
  ["const a = q('1 sec')", 'calculations/a.md:4:13 literal-refused'],
  ["import { z } from './z.md'\nconst a = z", 'calculations/a.md:4:19 import-unknown'],
  [
    "const a = q('1 op').times(Date.now()) // source: us",
    'calculations/a.md:4:27 calculation-worldly',
  ],
  ["let a = q('1 op') // source: us", 'calculations/a.md:4:1 code-let'],
  [
    "const a = q('1 op') // source: us\nthrow new Error('no')",
    'calculations/a.md:5:7 calculation-threw',
  ],
])('one cause is one message, in the document that imports it too: %s', async (code, expected) => {
  const files = {
    'calculations/a.md': calculation(code, '[1 op](calc:a)'),
    'calculations/b.md': user,
  }
  const errors = (await messagesOf(files)).filter(
    (message) => !/ (origin-missing|input-dead)$/.test(message),
  )
  expect(errors).toEqual([expected])
  expect(
    (await messagesOf(files, ['calculations/b.md'])).filter(
      (message) => !/ (origin-missing|input-dead)$/.test(message),
    ),
  ).toEqual([expected])
})

it('a claim that cannot be read hides nothing else', async () => {
  const page = calculation("const a = q('1 op') // source: us", '[1 op](calc: a), [2 ops](calc:a)')
  expect(await messagesOf({ 'calculations/a.md': page })).toEqual([
    'calculations/a.md:7:2 claim-unparsed',
    'calculations/a.md:7:19 claim-differs',
  ])
})

it('an evaluation that never ends, or takes its process down, is told at the code, and once', async () => {
  await using project = await temporaryProject({
    'calculations/a.md': calculation("const a = q('1 op') // source: us", '[1 op](calc:a)'),
    'calculations/b.md': user,
  })
  const broke = (path: string): Failure => ({
    path,
    line: 1,
    column: 1,
    kind: 'broke',
    text: 'no end',
  })
  const failures = [broke('calculations/a.md'), broke('calculations/b.md')]
  const messages = failureMessages(await readProject(project.root), failures)
  expect(messages).toMatchObject([
    { id: 'calculation-broke', path: 'calculations/a.md', line: 3, column: 1 },
  ])
})
