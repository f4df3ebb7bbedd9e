import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { accept, sync } from '../../src/check/accept.ts'
import { check } from '../../src/check/check.ts'
import { linePatch } from '../../src/check/patch.ts'
import { rewrite } from '../../src/check/rewrite.ts'
import { temporaryProject } from '../project/project.ts'

const path = 'calculations/x.md'
const wrong = `\uFEFF# X 🦊\r\n\r\n\`\`\`ts\r\nconst clients = q('10,000 clients') // source: a test\r\nconst rate = q('3 messages/client/minute') // source: a test\r\nconst messages = clients.times(rate) //=> 400 messages/s\r\n\`\`\`\r\n\r\nThat is [~300 messages a second](calc:messages), é [exactly **7** clients](calc:clients), and somebody said\r\n[90 messages a second](calc:messages "refuted").\r\n`

describe('accept', () => {
  it('rewrites what differs and nothing else, and can be undone', async () => {
    await using project = await temporaryProject({ [path]: wrong })
    const { edits, undo } = await accept(project.root, [])
    expect(edits.map(({ old, text }) => `${old} → ${text}`)).toEqual([
      '300 → 500',
      '7 → 10,000',
      '400 messages/s → 500 messages/s',
    ])
    const after = await readFile(join(project.root, path), 'utf8')
    expect(after).toBe(
      wrong
        .replace('400 messages/s', '500 messages/s')
        .replace('~300', '~500')
        .replace('**7**', '**10,000**'),
    )
    expect(undo).not.toBeNull()
    await promisify(execFile)('git', ['apply', undo ?? ''], { cwd: project.root })
    expect(await readFile(join(project.root, path), 'utf8')).toBe(wrong)
  })

  it('leaves a document that holds as it is', async () => {
    const right =
      '# X\n\n```ts\nconst clients = q("5 clients") // source: a test\n```\n\nThere are [5 clients](calc:clients).\n'
    await using project = await temporaryProject({ [path]: right })
    expect(await accept(project.root, [])).toMatchObject({ edits: [], undo: null })
    expect(await readFile(join(project.root, path), 'utf8')).toBe(right)
  })
})

describe('what was judged and has changed since', () => {
  const edit = { path, offset: 2, endOffset: 3, old: 'X', text: 'Y' }

  it.each([
    ['saved by an editor', { [path]: '# Z\n' }],
    ['removed', {}],
  ])('is not written, and that is said: %s', async (_, files) => {
    await using project = await temporaryProject(files)
    await expect(rewrite(project.root, [edit])).rejects.toMatchObject({
      kind: 'failed',
      message: `${path} has changed meanwhile`,
    })
    expect(existsSync(join(project.root, '.holdfast'))).toBe(false)
  })

  it('leaves no patch for what could not be written', async () => {
    await using project = await temporaryProject({ [path]: '# X\n' })
    await chmod(join(project.root, path), 0o444)
    await expect(rewrite(project.root, [edit])).rejects.toMatchObject({ kind: 'failed' })
    expect(await readdir(join(project.root, '.holdfast/undo'))).toEqual([])
  })
})

describe('sync', () => {
  it('rewrites a fence to what its file says, behind quote marks too', async () => {
    const text =
      '# X\n\n> ```ts file=sketches/a.ts#part\n> old\n> ```\n\nIt has [5 clients](calc:clients).\n\n```ts\nconst clients = q("5 clients") // source: a test\n```\n'
    await using project = await temporaryProject({
      [path]: text,
      'sketches/a.ts':
        'export {}\n  // #region part\n  export const a = 1\n\n    export const b = 2\n  // #endregion\n',
    })
    await sync(project.root, [])
    expect(await readFile(join(project.root, path), 'utf8')).toBe(
      text.replace('> old\n', '> export const a = 1\n>\n>   export const b = 2\n'),
    )
    expect((await check({ root: project.root, paths: [], complete: false })).exitCode).toBe(0)
    expect(await sync(project.root, [])).toMatchObject({ edits: [] })
  })
})

describe('a patch', () => {
  it('leads back', async () => {
    const head = 'diff --git a/x.md b/x.md\n--- a/x.md\n+++ b/x.md\n'
    expect(linePatch('x.md', 'a\nb\n', 'a\nc')).toBe(
      `${head}@@ -1,2 +1,2 @@\n a\n-b\n+c\n\\ No newline at end of file\n`,
    )
    expect(linePatch('x.md', 'a\n', 'a\n')).toBe('')
  })
})
