import { isCode, lineOf, type SourceFile } from './files.ts'

interface Ban {
  pattern: RegExp
  use: string
  where: (file: SourceFile) => boolean
}

const everywhere = (): boolean => true
const inSources = (file: SourceFile): boolean => isCode(file) && file.path.startsWith('src/')

const bans: Ban[] = [
  { pattern: /\b(TODO|FIXME|XXX)\b/, use: 'the finished thing', where: everywhere },
  { pattern: /@ts-(ignore|nocheck|expect-error)/, use: 'a type that is true', where: isCode },
  { pattern: /(:|\bas|<|,)\s*any\s*([;,)\]=>|&{]|$)/m, use: 'unknown, or the type', where: isCode },
  { pattern: /^\s*(export\s+)?(const\s+)?enum\s/m, use: 'a union of strings', where: isCode },
  {
    pattern: /\b(test|it|describe|suite)(\.\w+)*\.(skip|only|todo)\b/,
    use: 'context.skip with the reason, which fails in CI',
    where: isCode,
  },
  {
    pattern: /\bprocess\.exit\(/,
    use: 'process.exitCode, or an answer to cli.ts',
    where: inSources,
  },
  {
    pattern: /\bconsole\.log\(/,
    use: 'the output of the context',
    where: (file) => file.path.startsWith('src/') && isCode(file),
  },
  {
    pattern: /(^|[\s'"`(=])(\/work\/|\/root\/|\/home\/[a-z]|\/Users\/[a-z]|[A-Z]:\\Users\\)/m,
    use: 'a path from the root of the repository',
    where: everywhere,
  },
  {
    pattern: /"resolved": "http/,
    use: 'npm install with the .npmrc of the repository',
    where: (file) => file.path === 'package-lock.json',
  },
]

export interface Exemption {
  path: string
  word: string
  why: string
}

/** Where a banned word is right. An entry that nothing needs any more is an offence itself. */
export const exemptions: Exemption[] = [
  { path: 'src/cli.ts', word: 'process.exit(', why: 'it turns the answer into the exit code' },
  {
    path: 'src/run/experimenter.ts',
    word: 'process.exit(',
    why: 'its process ends with the one that started it',
  },
  {
    path: 'src/command/with-parent.mjs',
    word: 'process.exit(',
    why: 'its process has lost whom it worked for',
  },
]

/** `path:line: X is banned, use Y`. The tests of this folder plant offences and are left out. */
export function bannedWords(files: SourceFile[], exempt: Exemption[] = exemptions): string[] {
  const needed = new Set<Exemption>()
  const offences = files
    .filter(({ path }) => !path.startsWith('tests/house'))
    .flatMap((file) =>
      bans.filter(({ where }) => where(file)).flatMap((ban) => offencesIn(file, ban)),
    )
    .filter(({ file, word }) => {
      const exemption = exempt.find((entry) => entry.path === file.path && entry.word === word)
      if (exemption) needed.add(exemption)
      return exemption === undefined
    })
    .map(({ file, word, offset, use }) => `${lineOf(file, offset)}: ${word} is banned, use ${use}`)
  const unneeded = exempt
    .filter((entry) => !needed.has(entry))
    .map(({ path, word }) => `${path}: nothing says ${word} there any more, remove the exemption`)
  return [...offences, ...unneeded]
}

function offencesIn(file: SourceFile, { pattern, use }: Ban) {
  const all = new RegExp(pattern, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`)
  return [...file.text.matchAll(all)].map((match) => {
    const leading = match[0].length - match[0].trimStart().length
    return { file, word: match[0].trim(), offset: match.index + leading, use }
  })
}
