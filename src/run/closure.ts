import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { type AnyNode, readSyntax, walk } from '../compile/syntax.ts'

const isCode = /\.[cm]?[jt]s$/

/** A text that may name a file or a folder: with a slash or an ending, and nothing that only prose or a pattern has. */
const isPath = /^(?=.*[/.])[\w@.][^\0\s:*?"'<>|]*$/

/** Variables that Node, the system and the libraries read, whatever code says. */
const readByAll = ['NODE_OPTIONS', 'UV_THREADPOOL_SIZE', 'VIPS_CONCURRENCY', 'LD_PRELOAD']

/** Folders of the project whose content is of no code's making, or is kept otherwise. */
const leftOut = ['node_modules', '.git', '.holdfast']

/**
 * The files of the project that code rests on: what it imports, what that imports, and every file, or folder of files,
 * that a text in it names by a relative path, such as a worker's program, a page or a C source. Such a path counts from
 * the file or, since experiments stand there, from the root. Packages stand in the lock file.
 */
export class Closure {
  readonly #root: string
  readonly #direct = new Map<string, string[]>()

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
      for (const next of this.#below(file)) visit(next)
    }
    for (const file of [...files, ...this.#namedIn(code, this.#root)]) visit(file)
    return [...found].map((file) => relative(this.#root, file).split(sep).join('/')).toSorted()
  }

  /**
   * The environment variables that code and the given files read, by which a sketch is told which database or broker
   * to use, and those that everything reads.
   */
  variables(code: string, files: string[]): string[] {
    const texts = files
      .filter((file) => isCode.test(file))
      .map((file) => readFileSync(join(this.#root, file), 'utf8'))
    return [...new Set([...readByAll, ...[code, ...texts].flatMap(variablesIn)])].toSorted()
  }

  #below(file: string): string[] {
    const known = this.#direct.get(file)
    if (known) return known
    const found = isCode.test(file) ? this.#namedIn(readFileSync(file, 'utf8'), dirname(file)) : []
    this.#direct.set(file, found)
    return found
  }

  #namedIn(code: string, folder: string): string[] {
    const syntax = readSyntax(code)
    if (!syntax) return []
    const named: string[] = []
    walk(syntax.tree, (node) => {
      const text = textOf(node)
      if (text !== null) named.push(...this.#resolve(text, folder))
    })
    return named
  }

  #resolve(text: string, folder: string): string[] {
    if (text.startsWith('holdfast/')) {
      try {
        return [createRequire(join(this.#root, 'package.json')).resolve(text)]
      } catch {
        return []
      }
    }
    if (!isPath.test(text)) return []
    const besides = /^\.\.?\//.test(text) ? [join(folder, text)] : []
    return [...new Set([...besides, join(this.#root, text)])].flatMap((target) =>
      this.#filesAt(target, folder),
    )
  }

  /** A folder that holds the code itself is named to go from there, not for what is in it. */
  #filesAt(target: string, folder: string): string[] {
    const [top = ''] = relative(this.#root, target).split(sep)
    const stats = statSync(target, { throwIfNoEntry: false })
    if (!stats || ['', '..', ...leftOut].includes(top)) return []
    if (stats.isFile()) return [target]
    if (!stats.isDirectory() || `${folder}${sep}`.startsWith(target)) return []
    return readdirSync(target, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
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

function textOf(node: AnyNode): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  return node.type === 'TemplateElement' ? (node.value.cooked ?? null) : null
}
