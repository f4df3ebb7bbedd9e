import { isCode, type SourceFile } from './files.ts'

/** The top level is fixed: what the design names, and beside it only what tools force. */
const permittedEntries = new Set([
  ...['package.json', 'astro.config.mjs', 'adrs', 'src', 'sketches', 'calculations', 'tests'],
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'compose.yaml'],
  ...['package-lock.json', 'tsconfig.json', 'biome.json', 'vitest.config.ts', 'holdfast.config.ts'],
  ...['.ci', '.github', '.gitignore', '.gitattributes', '.npmrc'],
])

const atticNames = ['utils', 'util', 'helpers', 'helper', 'common', 'lib', 'misc', 'shared']

const longestFile = 300

export function unexpectedEntries(files: SourceFile[]): string[] {
  const entries = new Set(files.map(({ path }) => path.split('/')[0] ?? ''))
  return [...entries]
    .filter((entry) => !permittedEntries.has(entry))
    .map((entry) => `${entry}: no entry of the top level, lay it into one of the folders`)
}

export function atticFolders(files: SourceFile[]): string[] {
  const folders = new Set(files.flatMap(({ path }) => foldersOf(path)))
  return [...folders]
    .filter((folder) => atticNames.includes(folder.split('/').at(-1) ?? ''))
    .map((folder) => `${folder}: says nothing of what is in it, name the thing`)
}

/** `src/site/plots/axis.ts` → `src`, `src/site`, `src/site/plots`. */
function foldersOf(path: string): string[] {
  const names = path.split('/').slice(0, -1)
  return names.map((_, index) => names.slice(0, index + 1).join('/'))
}

export function longFiles(files: SourceFile[]): string[] {
  return files
    .filter((file) => isCode(file) || /\.(css|c)$/.test(file.path))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > longestFile)
    .map(({ path, lines }) => `${path}: ${lines} lines, at most ${longestFile}; part it by nouns`)
}

/** A file that only passes on what others export hides where a thing is. */
export function barrels(files: SourceFile[]): string[] {
  return files
    .filter((file) => isCode(file) && file.path.startsWith('src/'))
    .filter(({ text }) => {
      const statements = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim()
      return /^(export\s+(type\s+)?(\*|\{[^}]*\})[^;{]*?from\s*['"][^'"]+['"]\s*;?\s*)+$/.test(
        statements,
      )
    })
    .map(({ path }) => `${path}: a barrel, import from where the thing is`)
}
