import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDocument } from '../../src/document/read.ts'
import { byPlace, type Message } from '../../src/message/message.ts'
import { readFileName } from '../../src/record/file-name.ts'
import type { RecordHistory } from '../../src/record/history.ts'
import { readFolder, readRecord } from '../../src/record/read.ts'
import { checkRecords, type RuleContext } from '../../src/record/rules.ts'

const below = join(import.meta.dirname, 'specimens')
export const today = '2026-11-21'

/**
 * A case is one record, or a folder of them. Such a folder may hold what was there before (`before`), what another branch
 * has (`on-search`), why there is no history (`no-history.txt`), and the rules that are switched off (`off.json`).
 */
export interface Specimen {
  name: string
  group: 'holds' | 'refused'
  files: Map<string, string>
  expected: string
  /** What git and the settings know beside the files. */
  beside: Beside
}

type Beside = Pick<RuleContext, 'history' | 'off'>

export function specimens(group: Specimen['group']): Specimen[] {
  const folder = join(below, group)
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.endsWith('.expected.txt'))
    .map((entry) => {
      const name = entry.name.replace(/\.md$/, '')
      const files = entry.isDirectory()
        ? filesIn(join(folder, entry.name))
        : new Map([[`adrs/001-${entry.name}`, readFileSync(join(folder, entry.name), 'utf8')]])
      const beside = entry.isDirectory() ? besideOf(join(folder, entry.name), files) : {}
      const expected = readFileSync(join(folder, `${name}.expected.txt`), 'utf8')
      return { name, group, files, expected, beside }
    })
}

const isBeside = (name: string): boolean =>
  /^(?:before|on-.*|no-history\.txt|off\.json)$/.test(name)

function filesIn(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder)
      .filter((name) => !isBeside(name))
      .map((name) => [`adrs/${name}`, readFileSync(join(folder, name), 'utf8')]),
  )
}

function besideOf(folder: string, files: ReadonlyMap<string, string>): Beside {
  const names = readdirSync(folder).filter(isBeside)
  const has = (name: string): boolean => names.includes(name)
  const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8')
  return {
    ...(has('off.json') ? { off: JSON.parse(textOf('off.json')) } : {}),
    ...(has('no-history.txt')
      ? { history: { kind: 'missing', why: textOf('no-history.txt').trim() } }
      : {}),
    ...(has('before') ? { history: historyOf(folder, names, files) } : {}),
  }
}

function historyOf(
  folder: string,
  names: string[],
  files: ReadonlyMap<string, string>,
): RecordHistory {
  const before = filesIn(join(folder, 'before'))
  const changed = [...before]
    .filter(([path, text]) => files.get(path) !== text)
    .map(([path, text]) => readRecord(readDocument(path, text, 'record')))
  const taken = names
    .filter((name) => name.startsWith('on-'))
    .flatMap((name) =>
      [...filesIn(join(folder, name)).keys()].map((path) => ({
        number: readFileName(path).number ?? 0,
        path,
        branch: name.slice('on-'.length),
      })),
    )
  return { kind: 'read', base: 'main', before: [...before.keys()], changed, taken }
}

/** What the rules say of these files, and how many records they examined. */
export function outcomeOf({ files, beside }: Pick<Specimen, 'files'> & Partial<Specimen>): string {
  const documents = [...files]
    .filter(([path]) => path.endsWith('.md'))
    .map(([path, text]) => readDocument(path, text, 'record'))
  const others = [...files.keys()].filter((path) => !path.endsWith('.md'))
  const folder = readFolder(documents, others)
  const context = { today, complete: false, files: folder.files, ...beside }
  const messages = checkRecords(folder.records, context)
  return `${[...messages].sort(byPlace).map(shown).join('')}${countOf(folder.records.length)}\n`
}

export function shown({ path, line, column, severity, id, text, cure }: Message): string {
  const weight = severity === 'error' ? '' : `${severity} `
  return `${path}:${line}:${column} ${weight}${id}: ${text}\n  cure: ${cure}\n`
}

const countOf = (count: number): string =>
  count === 1 ? '1 record examined' : `${count} records examined`
