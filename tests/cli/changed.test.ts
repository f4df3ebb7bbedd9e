import { execFileSync } from 'node:child_process'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { run } from './process.ts'
import { main, type Workplace, workplace } from './workplace.ts'

const page = (title: string, code: string): string => `# ${title}

\`\`\`ts
// source: a figure for the tests
${code}
\`\`\`
`

const documents = {
  'calculations/load.md': page('Load', "const load = q('5 messages/s')"),
  'calculations/pool.md': `${page('Pool', "import { load } from './load.md'\nconst pool = load.times(q('2 s'))")}
A pool of [10 messages](calc:pool).
`,
  'calculations/other.md': page('Other', "const other = q('5 s')"),
}

function git({ folder }: Workplace, ...words: string[]): void {
  const who = [
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@example.org',
    '-c',
    'init.defaultBranch=main',
  ]
  execFileSync('git', [...who, ...words], { cwd: folder, stdio: 'ignore' })
}

async function examined({ folder }: Workplace): Promise<number | string> {
  const words = [process.execPath, main, 'check', '--changed', '--format', 'json']
  // The repository around this folder is none of its history.
  const { out } = await run(words, {
    folder,
    environment: { GIT_CEILING_DIRECTORIES: dirname(folder) },
  })
  return out.startsWith('{') ? JSON.parse(out).counts.documents : out
}

test('--changed takes what differs from where this work began, and what rests on it', async () => {
  using place = workplace({ ...documents, 'helper.ts': 'export {}\n', '.gitignore': '.holdfast\n' })
  expect(await examined(place)).toBe(3)
  git(place, 'init')
  git(place, 'add', '.')
  git(place, 'commit', '-m', 'all')
  expect(await examined(place)).toBe(
    'No document has changed since this work began, nor what one rests on.\n',
  )
  place.write('calculations/other.md', documents['calculations/other.md'].replace('5 s', '6 s'))
  expect(await examined(place)).toBe(1)
  place.write('calculations/load.md', documents['calculations/load.md'].replace('5 m', '6 m'))
  expect(await examined(place)).toBe(3)
  git(place, 'commit', '-am', 'both')
  place.write('calculations/new.md', documents['calculations/other.md'])
  expect(await examined(place)).toBe(1)
  place.write('helper.ts', 'export const a = 1\n')
  expect(await examined(place)).toBe(4)
})
