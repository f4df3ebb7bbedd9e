import { posix } from 'node:path'
import { isCode, lineOf, type SourceFile } from './files.ts'

export interface Import {
  from: string
  /** The file from the root, `src/message/message.ts`, or a package as written. */
  to: string
  place: string
}

// An import stands at the start of a line; in text that looks like code, such as a template, it is indented.
const patterns = [
  /^(?:import|export)\b[^'"`;]*?\bfrom\s*(['"])(.+?)\1/gm,
  /^import\s*(['"])(.+?)\1/gm,
  /\bimport\(\s*(['"])(.+?)\1\s*\)/g,
  /\bnew URL\(\s*(['"])(\.{1,2}\/.+?)\1/g,
]

/** Every import of a file, types and dynamic ones included, and files that it names to start them. */
export function importsOf(file: SourceFile): Import[] {
  if (!isCode(file)) return []
  return patterns.flatMap((pattern) =>
    [...file.text.matchAll(pattern)].map((match) => ({
      from: file.path,
      to: resolve(file.path, match[2] ?? ''),
      place: lineOf(file, match.index),
    })),
  )
}

const models = /^holdfast\/models\/(.+)$/

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.'))
    return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''))
  return specifier.replace(models, 'calculations/models/$1.ts')
}
