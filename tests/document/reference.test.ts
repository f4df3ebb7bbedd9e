import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { print } from '../../src/command/print.ts'
import { fenceWords, shownLanguages } from '../../src/document/fence-use.ts'
import { Settings } from '../../src/document/settings-schema.ts'
import { phrases, prefixes, suffixes } from '../../src/quantity/relation.ts'
import { scales, symbols, words } from '../../src/quantity/table.ts'
import { repository, temporaryProject } from '../project/project.ts'

const docs = join(repository, 'src/content/docs')
const language = await readFile(join(docs, 'reference/language.md'), 'utf8')
const configuration = await readFile(join(docs, 'reference/configuration.md'), 'utf8')
const firstClaim = await readFile(join(docs, 'guides/first-claim.md'), 'utf8')

/** What stands between a heading and the next one. */
const section = (page: string, heading: string): string =>
  page.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''

const codes = (text: string): string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '')
const tableOf = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n')
const proseOf = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('|'))
    .join('\n')
const firstColumn = (text: string): string[] =>
  tableOf(text)
    .split('\n')
    .slice(2)
    .flatMap((line) => codes(line.split(/(?<!\\)\|/)[1] ?? ''))
const phrasesOf = (table: object): string[] =>
  Object.values(table).flatMap((each: string) => each.split('|'))

describe('the reference names what the language has, and nothing else', () => {
  it('fences', () => {
    const written = Object.keys(fenceWords).map((word) => `ts ${word}`)
    expect(firstColumn(section(language, 'Fences')).toSorted()).toEqual(
      ['ts', ...written].toSorted(),
    )
    const shown = section(language, 'Fences').match(/of these languages: ([^.]+)\./)?.[1] ?? ''
    expect(codes(shown).toSorted()).toEqual(shownLanguages.toSorted())
  })

  it('comparison words, before the number, behind it and outside of the brackets', () => {
    const text = section(language, 'Comparison words')
    expect(firstColumn(text).toSorted()).toEqual(phrasesOf(phrases).toSorted())
    const [behind = '', outside = ''] = proseOf(text).split('Outside of the brackets')
    expect(codes(behind.split('A range is written')[0] ?? '').toSorted()).toEqual(
      phrasesOf(suffixes).toSorted(),
    )
    const exceptions = outside.split('belong to the number')[0] ?? ''
    expect(codes(exceptions).toSorted()).toEqual(
      [...phrasesOf(prefixes), ...phrasesOf(suffixes)].toSorted(),
    )
  })

  it('units', () => {
    const text = section(language, 'Units')
    const known = [...Object.values(symbols), ...Object.values(words)].flatMap((units) =>
      Object.keys(units),
    )
    expect(codes(tableOf(text)).toSorted()).toEqual(known.toSorted())
    expect(codes(proseOf(text).split('multiply it')[0] ?? '').toSorted()).toEqual(
      Object.keys(scales).toSorted(),
    )
  })

  it('settings', () => {
    const known = Object.entries(Settings.parse({})).flatMap(([name, value]) =>
      name === 'folders' || Array.isArray(value)
        ? [name]
        : Object.keys(value).map((inner) => `${name}.${inner}`),
    )
    const headings = [...configuration.matchAll(/^## `([\w.]+)`$/gm)].map((found) => found[1] ?? '')
    expect(headings.toSorted()).toEqual(known.toSorted())
  })
})

it('the first claim of the guide fails exactly as the guide shows', async () => {
  const example = firstClaim.match(/````md\n([\s\S]*?)````/)?.[1] ?? ''
  const shown = firstClaim.match(/```text\n([\s\S]*?)```/)?.[1] ?? ''
  await using project = await temporaryProject({ 'calculations/uploads.md': example })
  const { messages } = await check({ root: project.root, paths: [], complete: false })
  expect(print('text', { messages, textOf: () => example, colour: false }).text).toBe(shown)
})
