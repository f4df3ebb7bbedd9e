import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { addFile, addTree, isBuilt, signatureOf, walkAt } from './tree.ts'

/**
 * What the last check said that found nothing wrong, with everything that it rested on: while that is the same, so is
 * the answer. One file a call; `.holdfast/standing/<its words>.json`. Failures are never kept.
 * It is read before anything else of the command is loaded, so that nothing stands here that takes time to load.
 */
interface Standing {
  schema: 2
  call: Call
  /** When the check began. */
  takenAtMs: number
  /** When the first result that it rests on is no longer fresh; null where none ages. */
  freshUntil: string | null
  /** Everything that the verdicts rest on, as it was. */
  state: string
  /** The environment variables that experiments read, as they were. */
  variables: [name: string, value: string | null][]
  /** The documents whose verdicts it left, and the state of these files. */
  documents: string[]
  verdicts: (string | null)[]
  output: string
}

/** Which check is meant: the same words may mean other documents from another folder. */
export interface Call {
  root: string
  folder: string
  words: string[]
  colour: boolean
}

/** What the same check would print; null where something has changed, or it is not known to hold. */
export function readStanding(call: Call): string | null {
  const standing = parse(call)
  if (!standing) return null
  const { takenAtMs, freshUntil, state, variables, documents, verdicts, output } = standing
  if (variables.some(([name, value]) => held(name) !== value)) return null
  if (freshUntil !== null && freshUntil < new Date().toISOString()) return null
  if (!verdictStates(call.root, documents).every((each, index) => each === verdicts[index]))
    return null
  return stateOf(call, takenAtMs) === state ? output : null
}

/** Taken before a check begins, so that what changes while it runs is noticed by `standingOf`. */
export interface Before {
  call: Call
  takenAtMs: number
  state: string | null
}

export function beforeCheck(call: Call): Before {
  const takenAtMs = Date.now()
  return { call, takenAtMs, state: stateOf(call, takenAtMs) }
}

interface After {
  documents: string[]
  variables: string[]
  freshUntil: string | null
  output: string
}

/** The content of the file that is to be kept; null where something changed during the check, or cannot be told. */
export function standingOf({ call, takenAtMs, state }: Before, after: After): Standing | null {
  const verdicts = verdictStates(call.root, after.documents)
  if (state === null || verdicts.includes(null) || stateOf(call, takenAtMs) !== state) return null
  const variables = after.variables.map((name): [string, string | null] => [name, held(name)])
  return { schema: 2, call, takenAtMs, state, verdicts, ...after, variables }
}

const held = (name: string): string | null => process.env[name] ?? null

export function standingPath({ root, words }: Call): string {
  const name = words
    .join(' ')
    .replace(/[^\w.-]+/g, '_')
    .slice(0, 80)
  return join(root, '.holdfast', 'standing', `${name}.json`)
}

const verdictStates = (root: string, documents: string[]): (string | null)[] =>
  documents.map((path) => signatureOf(`${root}/.holdfast/verdicts/${path}.json`))

/** A file that is damaged, of another version or of another call says nothing. */
function parse(call: Call): Standing | null {
  try {
    const read: Standing = JSON.parse(readFileSync(standingPath(call), 'utf8'))
    const isWhole =
      read.schema === 2 &&
      Array.isArray(read.variables) &&
      Array.isArray(read.documents) &&
      Array.isArray(read.verdicts) &&
      typeof read.output === 'string'
    return isWhole && JSON.stringify(read.call) === JSON.stringify(call) ? read : null
  } catch {
    return null
  }
}

const own = join(import.meta.dirname, '../..')

/** What the environment says to the rules: the branch that is gone back to, and whether this is a scheduled run. */
const heard = [
  'GITHUB_BASE_REF',
  'HOLDFAST_SCHEDULED',
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_CEILING_DIRECTORIES',
]

/**
 * Everything that a check can rest on: the whole tree below the root, this program and its models, the packages,
 * what git knows, Node, the machine, the day, the environment. Null where that cannot be told.
 */
function stateOf({ root }: Call, takenAtMs: number): string | null {
  const walk = walkAt(takenAtMs)
  const day = new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10)
  const environment = heard.map(held)
  const machine = [
    cpus()[0]?.model,
    availableParallelism(),
    process.constrainedMemory(),
    totalmem(),
  ]
  walk.text = `${JSON.stringify([process.version, process.arch, ...machine, day, environment])}\n`
  const measured = join(root, '.holdfast', 'measured')
  const models = modelFolders(root)
  const files = [root, own].flatMap((home) => [
    join(home, 'package-lock.json'),
    join(home, 'node_modules', '.package-lock.json'),
  ])
  const isTold =
    addTree(walk, root, isBuilt) &&
    (!existsSync(measured) || addTree(walk, measured)) &&
    (own === root ||
      addTree(walk, join(own, 'src'), (name) => ['site', 'content'].includes(name))) &&
    models.every((folder) => addTree(walk, folder)) &&
    files.every((file) => addFile(walk, file)) &&
    addGit(root, (path, isFolder) => (isFolder ? addTree(walk, path) : addFile(walk, path)))
  return isTold ? walk.text : null
}

/** The models that documents reach by the name of this program, where they do not stand in the project itself. */
function modelFolders(root: string): string[] {
  const homes = ancestors(root).map((folder) => join(folder, 'node_modules', 'holdfast'))
  const folders = homes
    .map((home) => join(home, 'calculations', 'models'))
    .filter((folder) => existsSync(folder))
    .map((folder) => realpathSync(folder))
  return folders.filter((folder) => !folder.startsWith(`${root}/`))
}

const ancestors = (folder: string): string[] =>
  dirname(folder) === folder ? [folder] : [folder, ...ancestors(dirname(folder))]

/** Where branches and the work stand. Of a linked working tree, whose facts lie elsewhere, nothing is told. */
function addGit(root: string, add: (path: string, isFolder: boolean) => boolean): boolean {
  const home = ancestors(root).find((folder) => existsSync(join(folder, '.git')))
  if (home === undefined) return true
  const git = join(home, '.git')
  if (!statSync(git).isDirectory()) return false
  const files = ['HEAD', 'packed-refs', 'shallow', 'config']
  const folders = ['refs', 'reftable'].filter((name) => existsSync(join(git, name)))
  return (
    files.every((name) => add(join(git, name), false)) &&
    folders.every((name) => add(join(git, name), true))
  )
}
