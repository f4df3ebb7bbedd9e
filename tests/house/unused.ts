import { posix } from 'node:path'
import { isCode, type SourceFile } from './files.ts'

/** What a tool, a person or a document starts, so that no code has to name it. */
const starts = [
  /^(astro|vitest|holdfast)\.config\.(mjs|ts)$/,
  /^src\/holdfast\.mjs$/,
  /^src\/content\.config\.ts$/,
  /^tests\/.*\.test\.ts$/,
  /^sketches\/[^/]+\/index\.ts$/,
  /^tests\/bench\/run\.ts$/,
  /^tests\/specimens\//,
]

/** Code that no other file names, by an import or by a path in quotes. */
export function unusedFiles(files: SourceFile[]): string[] {
  const named = new Set(files.flatMap(namedIn))
  return files
    .filter((file) => isCode(file) && !starts.some((start) => start.test(file.path)))
    .filter(({ path }) => !named.has(path))
    .map(({ path }) => `${path}: nothing imports or starts it, remove it`)
}

/** A word in quotes that could be a path: from the file itself, from the root, or a model's name. */
function namedIn({ path, text }: SourceFile): string[] {
  const quoted = [...text.matchAll(/(['"`])([^'"`\n]+)\1/g)].map((match) => match[2] ?? '')
  const own = posix.dirname(path)
  return quoted
    .flatMap((word) => [
      posix.join(own, word.replace(/\?.*$/, '')),
      posix.normalize(word),
      word.replace(/^holdfast\/models\/(.+)$/, 'calculations/models/$1.ts'),
    ])
    .filter((named) => named !== path)
}
