import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Claim } from '../../src/document/document.ts'
import { readDocument } from '../../src/document/read.ts'
import { repository } from '../project/project.ts'
import { conclusions, numbers, statements } from './held.ts'

const folder = 'src/content/docs/report'
const pages = readdirSync(join(repository, folder)).filter((name) => name.endsWith('.md'))
const stated = rowsOf('stated.md')
const corrections = rowsOf('corrections.md')

test('every statement of the brief has a row of its own, which says it', () => {
  expect(stated.map(({ id }) => id)).toEqual(Object.keys(statements))
  const other = stated.filter(
    ({ id, cells: [said = ''] }) => !said.includes(statements[id]?.says ?? '?'),
  )
  expect(other).toEqual([])
})

test('every row is held by the claims that decide it, each in the column that says it', () => {
  expect(stated.flatMap((row) => lostOf(row, statements[row.id]?.held))).toEqual([])
})

test('a row begins with what became of the statement where that is one word', () => {
  const other = stated.flatMap(({ id, cells: [, ours = ''] }) => {
    const begins = statements[id]?.begins
    const isMeant = begins ? ours.startsWith(begins) : !/^(taken|right|wrong|not)\b/.test(ours)
    return isMeant ? [] : [`${id} ${ours}`]
  })
  expect(other).toEqual([])
})

test('every corrected number stands in its table, with what holds instead beside it', () => {
  const table = corrections.filter(({ cells }) => cells.length === 3)
  expect(table.map(({ id }) => id)).toEqual(Object.keys(numbers))
  expect(table.flatMap((row) => lostOf(row, numbers[row.id]))).toEqual([])
})

test('every conclusion that did not survive stands in its table, with what holds instead', () => {
  const table = corrections.filter(({ cells }) => cells.length === 2)
  const shown = table.map(({ id, cells: [said = ''] }, at) => {
    const says = conclusions[at]?.[1] ?? '?'
    return [id, said.includes(says) ? says : said]
  })
  expect(shown).toEqual(conclusions.map(([company, says]) => [company, says]))
  expect(table.flatMap((row, at) => lostOf(row, conclusions[at]?.[2]))).toEqual([])
})

test('a number that any page of the report refutes stands as refuted among the corrections', () => {
  const refutedIn = (page: string): string[] => {
    const { claims } = readPage(page)
    return claims.filter(({ title }) => title.includes('refuted')).map(nameOf)
  }
  const corrected = refutedIn('corrections.md')
  expect(pages).toContain('chat.md')
  const missing = pages.flatMap((page) =>
    refutedIn(page).flatMap((each) => (corrected.includes(each) ? [] : [`${page} ${each}`])),
  )
  expect(missing).toEqual([])
})

test('what rests on measurements is stated with the same number on every page of the report', () => {
  const resting = pages.flatMap((page) =>
    readPage(page).claims.flatMap((claim) =>
      claim.scheme === 'calc' ? [] : [{ page, name: nameOf(claim), number: numberOf(claim) }],
    ),
  )
  const byName = Object.values(Object.groupBy(resting, ({ name }) => name))
  expect(byName.filter((all = []) => all.length > 1).length).toBeGreaterThan(40)
  expect(byName.filter((all = []) => new Set(all.map((each) => each.number)).size > 1)).toEqual([])
})

interface Row {
  id: string
  /** Behind the first, as written. */
  cells: string[]
  /** Names of the claims in each of them. */
  names: string[][]
}

function readPage(page: string): { text: string; claims: Claim[] } {
  const path = `${folder}/${page}`
  const text = readFileSync(join(repository, path), 'utf8')
  return { text, claims: readDocument(path, text, 'report').claims }
}

/** The rows of a page's tables below their heads. */
function rowsOf(page: string): Row[] {
  const { text, claims } = readPage(page)
  return text.split('\n').flatMap((line, index) => {
    if (!/^\| [A-Z]\d* \|/.test(line)) return []
    const [id = '', ...cells] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    const own = claims.filter(({ textSpan }) => textSpan.line === index + 1)
    const cellOf = ({ textSpan }: Claim): number => line.slice(0, textSpan.column).split('|').length
    const names = cells.map((_, at) => own.filter((each) => cellOf(each) === at + 3).map(nameOf))
    return [{ id, cells, names }]
  })
}

/** `pool.mid`, and `!pool.mid` of a refuted one. */
function nameOf({ name, member, title }: Claim): string {
  return `${title.includes('refuted') ? '!' : ''}${member === '' ? name : `${name}.${member}`}`
}

/** `less than 2 core·ms` and `less than 2 core·ms/message` state the same number. */
const numberOf = ({ text }: Claim): string =>
  text.match(/at (?:least|most)|(?:less|more) than|\d[\d,.]*/g)?.join(' ') ?? text

/** The names of `held`, cell by cell, that stand in no claim there. */
function lostOf({ id, names }: Row, held = ''): string[] {
  const cells = held.split('|').map((cell) => cell.split(' ').filter((name) => name !== ''))
  expect(cells.length, id).toBe(names.length)
  return cells.flatMap((expected, at) =>
    expected.flatMap((name) => (names[at]?.includes(name) ? [] : [`${id} ${name}`])),
  )
}
