import type { ListItem } from 'mdast'
import type { Document } from '../document/document.ts'
import { spanOf } from '../document/span.ts'
import { matchOption } from './match.ts'
import type { Argument, Option, Section, Written } from './record.ts'
import { bulletsOf, bulletWritten, findSection } from './sections.ts'
import { writtenAt } from './written.ts'

interface Options {
  options: Option[]
  unlisted: Option[]
}

/** The considered options, each with what is said for and against it. */
export function readOptions(document: Document, sections: readonly Section[]): Options {
  const considered = findSection(sections, 'considered options', 'options considered', 'options')
  const options = considered ? namesOf(document, considered).map(withoutArguments) : []
  const argued = findSection(sections, 'pros and cons of the options', 'pros and cons')
  const unlisted: Option[] = []
  for (const part of argued?.parts ?? []) {
    const heading = { text: part.title, span: headingSpan(document, part) }
    const listed = matchOption(part.title, options)?.option
    const option = listed ?? withoutArguments(heading)
    option.heading ??= heading
    option.arguments.push(...bulletsOf(part).map((item) => readArgument(document, item)))
    if (!listed) unlisted.push(option)
  }
  return { options, unlisted }
}

const withoutArguments = (name: Written): Option => ({ name, heading: null, arguments: [] })

/** The bullets of the first level; headings, where someone describes the options right there. */
function namesOf(document: Document, considered: Section): Written[] {
  const bullets = bulletsOf({ ...considered, parts: [] })
  return bullets.length > 0
    ? bullets.map((item) => bulletWritten(document, item))
    : considered.parts.map((part) => ({ text: part.title, span: headingSpan(document, part) }))
}

function headingSpan(document: Document, { span }: Section): Written['span'] {
  const raw = document.text.slice(span.offset, span.endOffset)
  const marks = raw.match(/^#+[ \t]*/)?.[0].length ?? 0
  return writtenAt(document, span.offset + marks, span.endOffset).span
}

const marks = { '✅': 'good', '❌': 'bad' } as const

/** `✅ Good, because it is simple` → good, and where the reason stands. */
export function readArgument(document: Document, item: ListItem): Argument {
  const written = bulletWritten(document, item)
  const { offset, endOffset } = written.span
  const raw = document.text.slice(offset, endOffset)
  const [whole = '', mark = '', word = '', glue = ''] =
    raw.match(
      /^(?:(✅|❌)\uFE0F?[ \t]*)?(?:\*\*|__)?\b(good|neutral|bad|ok)?\b(?:\*\*|__)?(,?[ \t]*because\b|:|,)?[ \t]*/i,
    ) ?? []
  const byWord = word === '' || glue === '' ? null : kindOf(word)
  const byMark = mark === '✅' || mark === '❌' ? marks[mark] : null
  const agree = byMark !== null && byMark === byWord
  return {
    ...written,
    kind: byWord ?? byMark,
    marked: agree && /^(?:✅ Good|❌ Bad), because $/.test(whole),
    reason: writtenAt(document, offset + (byWord || byMark ? whole.length : 0), endOffset),
  }
}

const kindOf = (word: string): Argument['kind'] =>
  /^good$/i.test(word) ? 'good' : /^bad$/i.test(word) ? 'bad' : 'neutral'

/** All that a bullet covers, what is listed below it included. */
export const wholeOf = (document: Document, item: ListItem): Written =>
  writtenAt(document, spanOf(item).offset, spanOf(item).endOffset)
