import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { type AnyNode, readSyntax, walk } from '../compile/syntax.ts'

const isCode = /\.[cm]?[jt]s$/

/**
 * The files of the project that code rests on: what it imports, what that imports, and every file that a text in it
 * names by a relative path, such as a worker's program, a page or a C source. Packages stand in the lock file.
 */
export class Closure {
  readonly #root: string
  readonly #direct = new Map<string, string[]>()

  constructor(root: string) {
    this.#root = root
  }

  /** All files below the given ones, themselves included, relative to the root and sorted. */
  of(files: Iterable<string>): string[] {
    const found = new Set<string>()
    const visit = (file: string): void => {
      // What an import names and nobody has written is the compiler's to report.
      if (found.has(file) || !existsSync(file)) return
      found.add(file)
      for (const next of this.#below(file)) visit(next)
    }
    for (const file of files) visit(file)
    return [...found].map((file) => relative(this.#root, file).split(sep).join('/')).toSorted()
  }

  /**
   * The environment variables that code and the given files read, by which a sketch is told which database or broker
   * to use, with what they hold now.
   */
  environment(code: string, files: string[]): [string, string | null][] {
    const texts = files
      .filter((file) => isCode.test(file))
      .map((file) => readFileSync(join(this.#root, file), 'utf8'))
    const names = [code, ...texts].flatMap((text) =>
      [...text.matchAll(/\bprocess\.env(?:\.|\[['"])(\w+)/g)].map(([, name = '']) => name),
    )
    return [...new Set(names)].toSorted().map((name) => [name, process.env[name] ?? null])
  }

  #below(file: string): string[] {
    const known = this.#direct.get(file)
    if (known) return known
    const found = isCode.test(file) ? this.#namedIn(file) : []
    this.#direct.set(file, found)
    return found
  }

  #namedIn(file: string): string[] {
    const syntax = readSyntax(readFileSync(file, 'utf8'))
    if (!syntax) return []
    const named: string[] = []
    walk(syntax.tree, (node) => {
      const text = textOf(node)
      const target = text === null ? null : this.#resolve(text, file)
      if (target !== null) named.push(target)
    })
    return named
  }

  #resolve(text: string, from: string): string | null {
    if (text.startsWith('holdfast/')) {
      try {
        return createRequire(join(this.#root, 'package.json')).resolve(text)
      } catch {
        return null
      }
    }
    if (!/^\.\.?\/./.test(text) || text.includes('\0')) return null
    const target = join(dirname(from), text)
    return target.startsWith(this.#root) && existsSync(target) && statSync(target).isFile()
      ? target
      : null
  }
}

function textOf(node: AnyNode): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  return node.type === 'TemplateElement' ? (node.value.cooked ?? null) : null
}
