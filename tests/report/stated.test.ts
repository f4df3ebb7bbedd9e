import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readDocument } from '../../src/document/read.ts'
import { repository } from '../project/project.ts'

/** How many statements of the brief there are for each company. */
const statements = { A: 14, B: 8, C: 11 }

const path = 'src/content/docs/report/stated.md'
const text = readFileSync(join(repository, path), 'utf8')
const rows = text.split('\n').flatMap((row, index) => {
  const id = row.match(/^\| ([A-Z]\d+) \|/)?.[1]
  return id === undefined ? [] : [{ id, line: index + 1 }]
})

test('every statement of the brief has a row of its own', () => {
  const expected = Object.entries(statements).flatMap(([company, count]) =>
    Array.from({ length: count }, (_, index) => `${company}${index + 1}`),
  )
  expect(rows.map(({ id }) => id)).toEqual(expected)
})

test('every row points to a claim', () => {
  const { claims } = readDocument(path, text, 'report')
  const bare = rows.filter(({ line }) => !claims.some(({ textSpan }) => textSpan.line === line))
  expect(bare).toEqual([])
})

test('the brief has no more statements than these', () => {
  const brief = join(repository, '../shared/BRIEF.md')
  if (!existsSync(brief)) return
  const sections = readFileSync(brief, 'utf8')
    .split(/^### Company /m)
    .slice(1)
  const counted = sections.map((section) => {
    const [own = ''] = section.split(/^## /m)
    return [own.charAt(0), own.split('\n').filter((line) => line.startsWith('| ')).length - 2]
  })
  expect(Object.fromEntries(counted)).toEqual(statements)
})
