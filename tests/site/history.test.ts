import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readHistory } from '../../src/site/history.ts'

test('the last change of each file, seen from a folder within the repository', () => {
  using folder = temporary()
  const inner = join(folder.root, 'project')
  mkdirSync(join(inner, 'adrs'), { recursive: true })
  const git = (words: string[], date = '') =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...words], {
      cwd: folder.root,
      env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
    })
  git(['init', '-q'])
  writeFileSync(join(inner, 'adrs/001 größe.md'), 'a')
  writeFileSync(join(inner, 'adrs/002.md'), 'a')
  git(['add', '.'])
  git(['commit', '-qm', 'one'], '2026-01-02T03:04:05Z')
  writeFileSync(join(inner, 'adrs/002.md'), 'b')
  git(['commit', '-qam', 'two'], '2026-02-03T04:05:06Z')
  const dates = readHistory(inner)
  expect(dates.get('adrs/001 größe.md')?.toISOString()).toBe('2026-01-02T03:04:05.000Z')
  expect(dates.get('adrs/002.md')?.toISOString()).toBe('2026-02-03T04:05:06.000Z')
  expect(dates.get('adrs/003.md')).toBeUndefined()
})

test('outside a repository nothing is known', () => {
  using folder = temporary()
  expect(readHistory(folder.root)).toEqual(new Map())
})

function temporary() {
  const root = mkdtempSync(join(tmpdir(), 'history-'))
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true }) }
}
