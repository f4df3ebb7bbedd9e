import { readDocument } from '../document/read.ts'
import { readFileName } from './file-name.ts'
import { askGit, askGitList, nameObjects, readObjects } from './git.ts'
import type { RecordHistory, TakenNumber } from './history.ts'
import { isRecord, readRecord } from './read.ts'

/** What git knows of the records in a folder: where this work began, and what other branches hold. */
export async function readHistory(root: string, folder: string): Promise<RecordHistory> {
  const missing = (why: string): RecordHistory => ({ kind: 'missing', why })
  const shallow = await askGit(root, ['rev-parse', '--is-shallow-repository'])
  if (shallow === null) return missing('this is no clone of a git repository')
  if (shallow === 'true') return missing('the clone is shallow')
  if ((await askGit(root, ['rev-parse', '--verify', '-q', 'HEAD'])) === null)
    return missing('there is no commit yet')
  const base = await baseOf(root)
  const start = await askGit(root, ['merge-base', 'HEAD', base])
  if (start === null) return missing(`no commit that this work and ${base} both have`)
  const before = recordsAmong(
    await askGitList(root, ['ls-tree', '-r', '-z', '--name-only', start, '--', folder]),
  )
  return {
    kind: 'read',
    base,
    before,
    changed: await readChanged(root, { start, folder, before }),
    taken: await readTaken(root, folder, ['--no-merged', 'HEAD']),
  }
}

/** The branch that pull requests go to, as CI names it or as the clone has it. */
async function baseOf(root: string): Promise<string> {
  const asked = process.env.GITHUB_BASE_REF
  const head = await askGit(root, ['symbolic-ref', '-q', '--short', 'refs/remotes/origin/HEAD'])
  const candidates = [
    ...(asked ? [`origin/${asked}`] : []),
    ...(head ? [head] : []),
    ...['origin/main', 'origin/master', 'main', 'master'],
  ]
  const found = await nameObjects(root, candidates)
  return candidates.find((_, index) => found[index] !== null) ?? 'HEAD'
}

const recordsAmong = (paths: string[]): string[] => paths.filter((path) => path.endsWith('.md'))

interface Since {
  start: string
  folder: string
  before: string[]
}

async function readChanged(
  root: string,
  { start, folder, before }: Since,
): Promise<ReturnType<typeof readRecord>[]> {
  const changed = new Set(
    await askGitList(root, [
      'diff',
      '-z',
      '--relative',
      '--no-renames',
      '--name-only',
      start,
      '--',
      folder,
    ]),
  )
  const paths = before.filter((path) => changed.has(path))
  const texts = await readObjects(
    root,
    paths.map((path) => `${start}:./${path}`),
  )
  return paths
    .map((path, index) => readDocument(path, texts[index] ?? '', 'record'))
    .filter(isRecord)
    .map(readRecord)
}

/** The numbers of the records on other branches, remote-tracking ones included. */
export async function readTaken(
  root: string,
  folder: string,
  filter: string[] = [],
): Promise<TakenNumber[]> {
  const current = await askGit(root, ['symbolic-ref', '-q', 'HEAD'])
  const upstream = await askGit(root, ['rev-parse', '-q', '--symbolic-full-name', '@{upstream}'])
  const format = '--format=%(refname)%00%(refname:short)'
  const refs =
    (await askGit(root, ['for-each-ref', format, ...filter, 'refs/heads', 'refs/remotes'])) ?? ''
  const branches = refs
    .split('\n')
    .map((line) => line.split('\0'))
    .filter(
      ([name = '']) =>
        name !== '' && name !== current && name !== upstream && !name.endsWith('/HEAD'),
    )
  const trees = await nameObjects(
    root,
    branches.map(([name]) => `${name}:./${folder}`),
  )
  const taken: TakenNumber[] = []
  const seen = new Set<string>()
  for (const [index, tree] of trees.entries()) {
    // Most branches do not touch the records, so their folder is the same tree.
    if (tree === null || seen.has(tree)) continue
    seen.add(tree)
    const names = await askGitList(root, [
      'ls-tree',
      '-r',
      '-z',
      '--name-only',
      '--full-tree',
      tree,
    ])
    for (const name of recordsAmong(names)) {
      const { number } = readFileName(name)
      if (number !== null)
        taken.push({ number, path: `${folder}/${name}`, branch: branches[index]?.[1] ?? '' })
    }
  }
  return taken
}
