import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder of its own outside the project, with real git where it is asked for. */
export interface Place extends Disposable {
  folder: string
  write: (path: string, text: string | Uint8Array) => void
  read: (path: string) => string
  rename: (path: string, to: string) => void
  has: (path: string) => boolean
  names: (path: string) => string[]
  git: (...words: string[]) => string
}

export function place(files: Record<string, string | Uint8Array> = {}): Place {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-record-'))
  const at = (path: string): string => join(folder, path)
  const write = (path: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(at(path)), { recursive: true })
    writeFileSync(at(path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  return {
    folder,
    write,
    read: (path) => readFileSync(at(path), 'utf8'),
    rename: (path, to) => renameSync(at(path), at(to)),
    has: (path) => existsSync(at(path)),
    names: (path) => (existsSync(at(path)) ? readdirSync(at(path)).sort() : []),
    git: (...words) => git(folder, words),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const author = ['Ada', 'ada@example.org']

function git(folder: string, words: string[]): string {
  const [name = '', email = ''] = author
  const who = {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  }
  const settings = [
    '-c',
    'init.defaultBranch=main',
    '-c',
    'commit.gpgsign=false',
    '-c',
    'core.autocrlf=false',
  ]
  return execFileSync('git', [...settings, ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...who, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  })
}

/** Another clone of what a place has committed, as a colleague has it. */
export function cloneOf(origin: Place, ...words: string[]): Place {
  const clone = place()
  git(clone.folder, ['clone', '-q', ...words, `file://${origin.folder}`, 'work'])
  cpSync(join(clone.folder, 'work'), clone.folder, { recursive: true })
  rmSync(join(clone.folder, 'work'), { recursive: true })
  return clone
}
