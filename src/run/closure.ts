import { existsSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { isBuilt, isLeftOut } from '../evidence/tree.ts'

const isCode = /\.[cm]?[jt]s$/

/** What may name a file or a folder: a slash or an ending, and no address. Whether it does, the disk tells. */
const isPath = /^(?=.*[/.])(?!\w+:)[^/\0\n][^\0\n]*$/

/** Variables that Node, the system and the libraries read, whatever code says. */
const readByAll = ['NODE_OPTIONS', 'UV_THREADPOOL_SIZE', 'VIPS_CONCURRENCY', 'LD_PRELOAD']

/** What one file says. */
interface FileRead {
  /** Files that it imports or names. */
  named: string[]
  variables: string[]
}

/**
 * The files of the project that code rests on: what it imports, what that imports, and every file, or folder of files,
 * that a text in it names by a relative path, such as a worker's program, a page or a C source. Such a path counts from
 * the file, as in `new URL('worker.ts', import.meta.url)`, or, since experiments stand there, from the root. Packages
 * stand in the lock file.
 */
export class Closure {
  readonly #root: string
  readonly #files = new Map<string, FileRead>()

  constructor(root: string) {
    this.#root = root
  }

  /** All files behind the given ones and behind a fence's code, in order of their paths relative to the root. */
  of(files: Iterable<string>, code = ''): string[] {
    const found = new Set<string>()
    const visit = (file: string): void => {
      // What an import names and nobody has written is the compiler's to report.
      if (found.has(file) || !existsSync(file)) return
      found.add(file)
      for (const next of this.#read(file).named) visit(next)
    }
    for (const file of [...files, ...this.#namedIn(code, this.#root)]) visit(file)
    return [...found].map((file) => relative(this.#root, file).split(sep).join('/')).toSorted()
  }

  /**
   * The environment variables that code and the given files read, by which a sketch is told which database or broker
   * to use, and those that everything reads.
   */
  variables(code: string, files: string[]): string[] {
    const read = files.flatMap((file) => this.#read(join(this.#root, file)).variables)
    return [...new Set([...readByAll, ...variablesIn(code), ...read])].toSorted()
  }

  #read(file: string): FileRead {
    const known = this.#files.get(file)
    if (known) return known
    const code = isCode.test(file) ? textOf(file) : ''
    const read = { named: this.#namedIn(code, dirname(file)), variables: variablesIn(code) }
    this.#files.set(file, read)
    return read
  }

  #namedIn(code: string, folder: string): string[] {
    return [...textsIn(code)].flatMap((text) => this.#resolve(text, folder))
  }

  #resolve(text: string, folder: string): string[] {
    if (text.startsWith('holdfast/')) {
      try {
        return [createRequire(join(this.#root, 'package.json')).resolve(text)]
      } catch {
        return []
      }
    }
    const targets = pathsIn(text).flatMap((path) => [join(folder, path), join(this.#root, path)])
    return [...new Set(targets)].flatMap((target) => this.#filesAt(target, folder))
  }

  /** A folder that holds the code itself is named to go from there, not for what is in it. */
  #filesAt(target: string, folder: string): string[] {
    const [top = ''] = relative(this.#root, target).split(sep)
    if (['', '..'].includes(top) || isLeftOut(top) || isBuilt(top)) return []
    const stats = statsOf(target)
    if (stats?.isFile()) return [target]
    if (!stats?.isDirectory() || `${folder}${sep}`.startsWith(join(target, sep))) return []
    return readdirSync(target, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  }
}

/** Nothing of it is there when the code runs. */
const typeImport =
  /^\s*(?:import|export)\s+type\s+(?:\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?|[\w$]+)\s+from\s*['"][^'"\n]*['"]/gm

/**
 * What stands on a line from one quotation mark to the next of its kind: every text in the code, and some of what lies
 * between two, which is no file. Parsing all that an experiment rests on would take longer than checking its document.
 */
function textsIn(code: string): Set<string> {
  const kinds = [
    /(?<=')[^'\n]+(?=')/g,
    /(?<=")[^"\n]+(?=")/g,
    /(?<=[`}])(?:[^`${}\n]|\$(?!\{))+(?=`|\$\{)/g,
  ]
  const running = code.replace(typeImport, '')
  return new Set(kinds.flatMap((kind) => running.match(kind) ?? []))
}

/** A text as a path; what stands in an address, with its query cut off and its signs decoded, too. */
function pathsIn(text: string): string[] {
  const [address = ''] = text.split(/[?#]/)
  return [...new Set([text, address, decoded(address)])].filter((path) => isPath.test(path))
}

function decoded(address: string): string {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}

/** What vanishes between two looks, or nobody may read, says nothing; that it is missing is the compiler's to report. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Null for what is not there, and for what is no path, such as a text that is too long to be one. */
function statsOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null
  } catch {
    return null
  }
}

/** `process.env.A`, `env['B']`, `const { C, D: d } = process.env` → A, B, C, D. */
function variablesIn(code: string): string[] {
  const members = [...code.matchAll(/\benv(?:\??\.|(?:\?\.)?\[['"`])(\w+)/g)]
  const patterns = [...code.matchAll(/\{([^{}]*)\}\s*=\s*(?:process\.)?env\b/g)]
  return [
    ...members.map(([, name = '']) => name),
    ...patterns.flatMap(([, names = '']) => names.match(/(?<=^|,)\s*\w+/g) ?? []),
  ].map((name) => name.trim())
}
