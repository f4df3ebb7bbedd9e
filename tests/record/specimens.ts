import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDocument } from '../../src/document/read.ts'
import { byPlace, type Message } from '../../src/message/message.ts'
import { readFolder } from '../../src/record/read.ts'
import { checkRecords } from '../../src/record/rules.ts'

const below = join(import.meta.dirname, 'specimens')
export const today = '2026-11-21'

/** A case is one record, or a folder of them. */
export interface Specimen {
  name: string
  files: Map<string, string>
  expected: string
}

export function specimens(group: 'holds' | 'refused'): Specimen[] {
  const folder = join(below, group)
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.endsWith('.expected.txt'))
    .map((entry) => {
      const name = entry.name.replace(/\.md$/, '')
      const files = entry.isDirectory()
        ? filesBelow(join(folder, entry.name))
        : new Map([[`adrs/001-${entry.name}`, readFileSync(join(folder, entry.name), 'utf8')]])
      return { name, files, expected: readFileSync(join(folder, `${name}.expected.txt`), 'utf8') }
    })
}

function filesBelow(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder).map((name) => [`adrs/${name}`, readFileSync(join(folder, name), 'utf8')]),
  )
}

/** What the rules say of these files, and how many records they examined. */
export function outcomeOf({ files }: Pick<Specimen, 'files'>): string {
  const documents = [...files]
    .filter(([path]) => path.endsWith('.md'))
    .map(([path, text]) => readDocument(path, text, 'record'))
  const others = [...files.keys()].filter((path) => !path.endsWith('.md'))
  const folder = readFolder(documents, others)
  const messages = checkRecords(folder.records, { today, complete: false, files: folder.files })
  return `${[...messages].sort(byPlace).map(shown).join('')}${countOf(folder.records.length)}\n`
}

export function shown({ path, line, column, severity, id, text, cure }: Message): string {
  const weight = severity === 'error' ? '' : `${severity} `
  return `${path}:${line}:${column} ${weight}${id}: ${text}\n  cure: ${cure}\n`
}

const countOf = (count: number): string =>
  count === 1 ? '1 record examined' : `${count} records examined`
