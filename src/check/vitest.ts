import { relative, resolve, sep } from 'node:path'
import type { Plugin } from 'vitest/config'
import type { Vitest } from 'vitest/node'
import { finishWriting } from '../document/writing/writing.ts'
import type { JudgedClaim, Verdicts } from '../evidence/verdicts.ts'
import type { Message } from '../message/message.ts'
import { type Examined, examine } from './examine.ts'
import { reachable } from './freshness.ts'

/**
 * Makes each claim of a document a test at its line and column, for Vitest's reporters, watch mode and editors.
 * The documents are examined once, in the main process; what Vitest runs are finished verdicts and no code of theirs.
 */
export function holdfast({ root: given = process.cwd() } = {}): Plugin {
  const root = resolve(given)
  let examined: Promise<Examined> | null = null
  let last: Examined | null = null
  let vitest: Vitest | null = null
  const current = async (): Promise<Examined> => {
    examined ??= finishWriting(root).then(() => examine(root, []))
    last = await examined
    return last
  }
  /** What rests on a changed file is judged anew, and its tests are then others: Vitest must not keep the old ones. */
  const again = (file: string): string[] => {
    const concerned = last ? restingOn(last, root, file) : []
    examined = null
    for (const each of concerned) vitest?.invalidateFile(each)
    return concerned
  }
  return {
    name: 'holdfast',
    enforce: 'pre',
    config: () => ({
      test: {
        includeTaskLocation: true,
        watchTriggerPatterns: [
          {
            pattern: /\.(md|ts)$|\.holdfast[\\/]measured[\\/].*\.json$/,
            testsToRun: (file: string) => again(file),
          },
        ],
      },
    }),
    configureVitest(context) {
      vitest = context.vitest
      // A file is kept by its own text, and a verdict rests on more than that.
      context.defineCacheKeyGenerator(({ id }) => (documentPath(root, id) === null ? null : false))
    },
    async load(id) {
      const path = documentPath(root, id)
      if (path === null) return null
      const found = await current()
      const verdicts = found.verdicts.find((each) => each.path === path)
      if (!verdicts) return null
      const messages = found.messages.filter((message) => message.path === path)
      const text = found.results.project.documents.get(path)?.document.text ?? ''
      return { code: testsOf(verdicts, messages, text), map: null }
    },
  }
}

function documentPath(root: string, id: string): string | null {
  const [file = ''] = id.split('?')
  if (!file.endsWith('.md')) return null
  const path = relative(root, file).split(sep).join('/')
  return path.startsWith('..') ? null : path
}

/** The documents that a changed file may concern: itself, those that import it, and for code all of them. */
function restingOn({ paths, results }: Examined, root: string, file: string): string[] {
  const changed = documentPath(root, file)
  return paths
    .filter((path) => changed === null || reachable(results.project, path).includes(changed))
    .map((path) => resolve(root, path))
}

/** What one test says: its name, with the place, since JUnit has no other field for it, and why it fails or is left out. */
interface Case {
  name: string
  fails: string | null
  skips: string | null
}

/** As many lines as the document, with a call of `test` at the place of each claim: Vitest reports that place. */
function testsOf(verdicts: Verdicts, messages: Message[], text: string): string {
  const lines = text.split(/\r\n|\n|\r/).map(() => '')
  const cases: Case[] = []
  for (const judged of [...verdicts.claims, ...verdicts.expectations]) {
    const { line, column } = judged.place
    const call = `t(...c(${cases.length}));`
    const before = lines[line - 1] ?? ''
    lines[line - 1] = before.padEnd(column - 1) + call
    cases.push(caseOf(judged, messages))
  }
  const claimed = new Set(cases.map(({ fails }) => fails))
  const others = messages.filter(
    (message) => message.severity === 'error' && !claimed.has(textOf(message)),
  )
  const rest: Case = {
    name: 'nothing else is wrong',
    fails: others.length === 0 ? null : others.map(textOf).join('\n\n'),
    skips: null,
  }
  return `${lines.join('\n')}\n${runner([...cases, rest])}`
}

type Judged = Pick<JudgedClaim, 'name' | 'text' | 'verdict' | 'reason' | 'place'>

function caseOf({ name, text, verdict, reason, place }: Judged, messages: Message[]): Case {
  const message = messages.find(
    (each) =>
      each.severity === 'error' &&
      each.line === place.line &&
      place.column <= each.column &&
      (each.line < place.endLine || each.column <= place.endColumn),
  )
  return {
    name: `${text} (${name}) at ${place.line}:${place.column}`,
    fails:
      verdict === 'fails' || verdict === 'stale'
        ? message
          ? textOf(message)
          : (reason ?? verdict)
        : null,
    skips: verdict === 'untested' ? (reason ?? 'untested') : null,
  }
}

const textOf = ({ path, line, column, id, text, cure }: Message): string =>
  `${path}:${line}:${column} ${id}: ${text}\ncure: ${cure}`

/** Stands behind the last line; a function, so that the calls above can reach it. */
function runner(cases: Case[]): string {
  return `import { test as t } from 'vitest'
function c(index) {
  const { name, fails, skips } = ${JSON.stringify(cases)}[index]
  return [name, (context) => {
    if (skips !== null) context.skip(skips)
    if (fails !== null) throw Object.assign(new Error(fails), { stack: fails })
  }]
}
t(...c(${cases.length - 1}))
`
}
