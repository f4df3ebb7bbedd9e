import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exportRecords } from '../../src/record/export.ts'
import { documentsFrom } from '../../src/record/folder.ts'
import { importRecords } from '../../src/record/import.ts'
import { readFolder } from '../../src/record/read.ts'
import type { DecisionRecord } from '../../src/record/record.ts'
import { checkRecords } from '../../src/record/rules.ts'
import { run } from '../cli/process.ts'
import { root } from '../house/files.ts'
import fc from '../project/property.ts'
import { specimens, today } from './specimens.ts'
import { place } from './workplace.ts'

const holding = specimens('holds')
const textOf = (name: string): string =>
  holding
    .find((each) => each.name === name)
    ?.files.values()
    .next().value ?? ''

const read = (texts: ReadonlyMap<string, string>): DecisionRecord[] =>
  readFolder(documentsFrom(new Map([...texts].filter(([path]) => path.endsWith('.md'))))).records

function exported(texts: ReadonlyMap<string, string>): Map<string, string> {
  const changes = exportRecords(read(texts), 'madr', new Map())
  return new Map(changes.map(({ path, after }) => [path, after ?? '']))
}

function imported(texts: ReadonlyMap<string, string>): Map<string, string> {
  const { changes } = importRecords(read(texts), [], 'adrs')
  return new Map(changes.map(({ path, after }) => [path, after ?? '']))
}

/** What a record says, apart from where it stands and how its dialect writes it. */
const model = (record: DecisionRecord): unknown => ({
  number: record.number,
  title: record.title.text,
  date: record.date?.text,
  status: [
    record.status.kind,
    record.status.partial,
    record.status.successors.map(({ number }) => number),
  ],
  deciders: record.deciders.map(({ text }) => text),
  story: record.story?.text,
  affects: record.affects.map(({ text }) => text),
  reviewBy: record.reviewBy?.text,
  tags: record.tags.map(({ text }) => text),
  drivers: record.drivers.map(({ text }) => text),
  options: record.options.map(({ name, arguments: all }) => [
    name.text,
    all.map(({ kind, reason }) => [kind, reason.text]),
  ]),
  chosen: [record.chosen?.options.map(({ text }) => text), record.chosen?.because?.text],
  consequences: record.consequences.map(({ kind, text, mitigation }) => [
    kind,
    text,
    mitigation?.text,
  ]),
  links: record.links
    .filter(({ span }) => span.offset > (record.sections[0]?.span.offset ?? 0))
    .map(({ kind, number, path, relation, partial, url }) => [
      kind,
      relation,
      partial,
      number ?? path ?? url,
    ]),
})

const models = (texts: ReadonlyMap<string, string>): unknown[] => read(texts).map(model)

describe('export, then import, gives the same model', () => {
  const own = holding.filter(({ name }) => name.startsWith('own'))
  test.each(own)('$name', ({ files }) => {
    const out = exported(files)
    expect(
      [...out.keys()].every((path) => /^madr\/(?:\d{4}-[\w-]+\.md|adrs\.json)$/.test(path)),
    ).toBe(true)
    expect(read(out).map(({ format }) => format)).toEqual(read(files).map(() => 'madr4'))
    expect(models(out)).toEqual(models(files))
    expect(models(imported(out))).toEqual(models(files))
  })

  test('with any prose, and our own records', () => {
    const prose = fc
      .string({ unit: 'grapheme' })
      .map((text) => text.replace(/[\r\n#`~<>|=[\]!\\&*_-]/g, ''))
    fc.assert(
      fc.property(prose, prose, (first, second) => {
        const text = textOf('own')
          .replace('A session must', () => `A session must ${first}`)
          .replace('it is quick', () => `it is quick ${second}`)
        const files = new Map([['adrs/001-a.md', text]])
        expect(models(imported(exported(files)))).toEqual(models(files))
      }),
      { numRuns: 15 },
    )
    const folder = join(root, 'adrs')
    const names = existsSync(folder)
      ? readdirSync(folder).filter((name) => name.endsWith('.md'))
      : []
    const files = new Map(
      names.map((name) => [`adrs/${name}`, readFileSync(join(folder, name), 'utf8')]),
    )
    expect(models(imported(exported(files)))).toEqual(models(files))
  })
})

test('an exported record, whole', () => {
  const out = exported(new Map([['adrs/001-sessions.md', textOf('own')]]))
  const text = out.get('madr/0001-sessions.md') ?? ''
  expect(text.slice(0, text.indexOf('## Context'))).toBe(
    `---
status: accepted
date: 2026-11-02
decision-makers: Ada Byron, Grace Murray
technical-story: Sessions were lost at every restart.
affects: ["src/session/**"]
review-by: 2027-11-02
tags: ["storage", "sessions"]
---

# Keep sessions in PostgreSQL

`,
  )
  expect(text).toContain(`### Consequences

* Good, because No service is added.
* Bad, because Each request reads the database. Mitigation: the session is cached for its request.
* Bad, because Old sessions pile up.
  * Mitigation: a nightly job removes them.

## Pros and Cons of the Options

### PostgreSQL

* Good, because it survives a restart
* Bad, because each request reads it
`)
  expect(text).toContain('## More Information\n')
  const index = JSON.parse(out.get('madr/adrs.json') ?? '')
  expect(index).toMatchObject({
    schema: 1,
    records: [{ number: 1, path: '0001-sessions.md', status: 'Accepted' }],
  })
})

/** Neighbours ask for none of these; the cure of each says what to write. */
const forPeople = [
  ...['placeholder-left', 'mitigation-missing', 'argument-unmarked', 'options-few'],
  ...['chosen-unargued', 'record-unknown'],
]

describe('what is imported lacks only what a person must decide', () => {
  const neighbours = holding.filter(
    ({ name }) => !name.startsWith('own') && name !== 'attached-image',
  )
  test.each(neighbours)('$name', ({ files }) => {
    const records = read(imported(files))
    const messages = checkRecords(records, { today, complete: false, files: [] })
    expect(records.map(({ format }) => format)).toEqual(read(files).map(() => 'own'))
    const left = messages.filter(({ id }) => !forPeople.includes(id))
    expect(left.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

test('no word of a neighbour is lost', () => {
  const corpus = join(root, '../shared/corpus')
  const folders = ['madr/docs/decisions', 'govuk-aws/docs/architecture/decisions'].filter((path) =>
    existsSync(join(corpus, path)),
  )
  const ours = new Map(
    holding
      .filter(({ name }) => !name.startsWith('own'))
      .flatMap(({ name, files }) =>
        [...files].map(([path, text]) => [path.replace('adrs/', `adrs/${name}-`), text] as const),
      ),
  )
  const sources = [ours, ...folders.map((path) => filesIn(join(corpus, path)))]
  for (const source of sources)
    for (const record of read(source)) {
      const { changes } = importRecords([record], [], 'adrs')
      const left = wordsOf(changes[0]?.after ?? '')
      expect(wordsOf(withoutHead(record)).filter((word) => !left.includes(word))).toEqual([])
    }
})

function filesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'))
  return new Map(names.map((name) => [`docs/${name}`, readFileSync(join(folder, name), 'utf8')]))
}

/** Facts are compared by the model; addresses of links change with the folder. */
function withoutHead({ document, sections }: DecisionRecord): string {
  const text = document.text.slice(sections[0]?.span.offset ?? 0)
  return text
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/^## .*$/gm, '')
    .replace(/^(Pending|Approved|Partly superseded|Super[sc]eded by .*)\s*$/gm, '')
}

/** Numbers of records have three digits here, and four elsewhere. */
const wordsOf = (text: string): string[] =>
  [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’.-]{3,}/gu)].map(([word]) =>
    word.replace(/[.'’-]+$/, '').replace(/^(ADR-)?0+(?=\d)/, '$1'),
  )

test('numbers that are taken give way, dated records get some, and what was rejected is told', () => {
  const foreign = read(
    new Map([
      ['docs/0001-a.md', textOf('nygard')],
      ['docs/0002-b.md', textOf('nygard').replace('Accepted', 'Rejected').replace('# 1.', '# 2.')],
      ['docs/20260101-c.md', textOf('log4brains')],
    ]),
  )
  const { changes, notes } = importRecords(
    foreign,
    read(new Map([['adrs/001-x.md', textOf('own')]])),
    'adrs',
  )
  expect(changes.map(({ path }) => path)).toEqual([
    'adrs/003-a.md',
    'adrs/002-b.md',
    'adrs/004-c.md',
  ])
  expect(notes).toEqual([
    'docs/0001-a.md: number 0001 is taken, it becomes 003',
    'docs/0002-b.md was rejected; here it is deprecated',
  ])
})

test('the commands: export, again, and import into another folder', async () => {
  using work = place({
    'holdfast.config.ts': 'export default {}\n',
    'adrs/001-a.md': textOf('own'),
    'own/notes.md': '',
  })
  const holdfast = (...words: string[]): ReturnType<typeof run> =>
    run([process.execPath, join(root, 'src/holdfast.mjs'), ...words], { folder: work.folder })
  expect((await holdfast('export', 'out/madr')).out).toBe(
    'out/madr/0001-a.md written\nout/madr/adrs.json written\n',
  )
  expect((await holdfast('export', 'out/madr')).out).toBe('out/madr says what the records say\n')
  work.rename('adrs/001-a.md', 'adrs/001-b.md')
  expect((await holdfast('export', 'out/madr')).out).toBe(
    'out/madr/0001-b.md written\nout/madr/adrs.json changed\nout/madr/0001-a.md removed\n',
  )
  expect(work.names('out/madr')).toEqual(['0001-b.md', 'adrs.json'])
  work.rename('adrs/001-b.md', 'adrs/001-a.md')
  await holdfast('export', 'out/madr')
  expect((await holdfast('export', 'own')).err).toContain(
    'import-refused: own holds files and no adrs.json',
  )
  expect((await holdfast('export', '..')).err).toContain('path-outside: ')
  expect((await holdfast('import', 'own')).err).toContain(
    'import-refused: own holds no decision record',
  )
  expect((await holdfast('import', 'adrs')).err).toContain(
    'import-refused: adrs is the folder that records go into',
  )
  const { out } = await holdfast('import', 'out/madr')
  expect(out).toBe(
    'adrs/002-a.md written\nout/madr/0001-a.md: number 0001 is taken, it becomes 002\n' +
      'Write what stands in brackets: holdfast check adrs says what is left.\n',
  )
  expect(work.read('adrs/001-a.md')).toBe(textOf('own'))
  work.write('blocked', '')
  expect((await holdfast('export', 'blocked')).err).toContain('write-failed: nothing was written: ')
})
