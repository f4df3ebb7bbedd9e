import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readDocument } from '../../src/document/read.ts'
import { byPlace, type Message } from '../../src/message/message.ts'
import { readFolder } from '../../src/record/read.ts'
import { checkRecords } from '../../src/record/rules.ts'
import { shown, specimens, today } from './specimens.ts'

/** Public folders of other people, read in place where somebody has laid them beside the project. */
const corpus = join(import.meta.dirname, '../../../shared/corpus')
const folders = [
  { name: 'madr', path: 'madr/docs/decisions', records: 19 },
  { name: 'govuk-aws', path: 'govuk-aws/docs/architecture/decisions', records: 38 },
].filter(({ path }) => existsSync(join(corpus, path)))

for (const { name, path, records } of folders) {
  test(`${name} is read unchanged, and every error is one to defend`, async () => {
    const folder = join(corpus, path)
    const files = readdirSync(folder).map((file) => {
      const text = file.endsWith('.md') ? readFileSync(join(folder, file), 'utf8') : ''
      return [`${name}/${file}`, text] as const
    })
    const found = findings(new Map(files))
    expect(found.paths.length).toBe(records)
    await expect(found.messages.map(finding).join('')).toMatchFileSnapshot(`corpus/${name}.txt`)
  })
}

test.each([...specimens('holds'), ...specimens('refused')])(
  'every file of $name is a record, belongs to one, or is named with a reason',
  ({ files }) => {
    const { paths, messages } = findings(files)
    const named = messages.filter(({ id }) => /^record-(?:aside|unrecognised)$/.test(id))
    const known = [...paths, ...named.map(({ path }) => path)]
    const rest = [...files.keys()].filter((path) => !known.includes(path))
    expect(rest.filter((path) => path !== 'adrs/0001-tables.png')).toEqual([])
  },
)

function findings(files: Map<string, string>): { paths: string[]; messages: Message[] } {
  const all = [...files.keys()]
  const documents = all
    .filter((path) => path.endsWith('.md'))
    .map((path) => readDocument(path, files.get(path) ?? '', 'record'))
  const others = all.filter((path) => !path.endsWith('.md'))
  const folder = readFolder(documents, others)
  const context = { today, complete: false, files: folder.files }
  const messages = checkRecords(folder.records, context)
  return { paths: folder.records.map(({ path }) => path), messages: messages.sort(byPlace) }
}

/** Errors whole; of the milder ones the place and the id, since the texts are not ours. */
function finding(message: Message): string {
  const { path, line, column, severity, id } = message
  return severity === 'error' ? shown(message) : `${path}:${line}:${column} ${severity} ${id}\n`
}
