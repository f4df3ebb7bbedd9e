import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { namedBy } from '../check/named-by.ts'
import { readProject } from '../check/project.ts'
import { recordsOf } from '../check/records.ts'
import { recordsTouched, type Touched } from '../record/affects.ts'

export interface Change {
  /** The documents that differ from where this work began, and those that rest on them. */
  documents: string[]
  /** Records that govern a file that has changed. */
  touched: Touched[]
}

/** What a change concerns. Where anything but a document has changed, any document may come out differently, so all are meant. */
export async function changeSinceBase(root: string, asked: string[]): Promise<Change> {
  const changed = await changedFiles(root)
  const project = await readProject(root)
  const all = [...project.documents.keys()].filter((path) => isBelow(path, asked))
  const touched = recordsTouched([...recordsOf(project).values()], changed ?? [])
  if (changed === null || changed.some((path) => !project.documents.has(path)))
    return { documents: all, touched }
  const documents = all.filter((path) =>
    namedBy(project.documents, path).some((each) => changed.includes(each)),
  )
  return { documents, touched }
}

const isBelow = (path: string, asked: string[]): boolean =>
  asked.length === 0 ||
  asked.some((each) => each === '.' || path === each || path.startsWith(`${each}/`))

/** From the root, committed since the merge base or not; null where git has no answer, as on a copy without history. */
async function changedFiles(root: string): Promise<string[] | null> {
  try {
    const base = await mergeBase(root)
    const changed = await git(root, ['diff', '--name-only', '--relative', '-z', base])
    const added = await git(root, ['ls-files', '--others', '--exclude-standard', '-z'])
    return [...changed, ...added]
  } catch {
    return null
  }
}

/** Where this branch left the one that it goes back to; the last commit on that one itself. */
async function mergeBase(root: string): Promise<string> {
  const target = process.env.GITHUB_BASE_REF
  const candidates = [
    ...(target ? [`origin/${target}`] : []),
    'origin/HEAD',
    'origin/main',
    'origin/master',
    'main',
    'master',
  ]
  for (const candidate of candidates) {
    const found = await git(root, ['merge-base', 'HEAD', candidate]).catch(() => [])
    const [base] = found
    if (base !== undefined) return base.trim()
  }
  return 'HEAD'
}

async function git(root: string, words: string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)('git', words, { cwd: root, maxBuffer: 64_000_000 })
  return stdout.split('\0').filter(Boolean)
}
