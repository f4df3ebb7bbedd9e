import { posix } from 'node:path'
import type { Document } from '../document/document.ts'
import { readFileName } from './file-name.ts'
import type { Fact, Format, Section } from './record.ts'
import { findSection, keyOf } from './sections.ts'

const madrTitles = [
  'context and problem statement',
  'considered options',
  'decision outcome',
  'pros and cons of the options',
]

/** The dialect of a record; null where nothing in it looks like one. */
export function formatOf(
  document: Document,
  facts: readonly Fact[],
  sections: readonly Section[],
): Format | null {
  const titles = sections.map(({ title }) => keyOf(title))
  const isMadr = madrTitles.some((title) => titles.includes(title))
  const forms = new Set(facts.filter(({ key }) => key !== null).map(({ form }) => form))
  if (forms.has('bold') && (isMadr || (/^ADR-\d+:/.test(document.title) && titles.length === 0)))
    return 'own'
  if (isMadr && isDated(document)) return 'log4brains'
  if (isMadr) return madrOf(facts, sections, forms)
  if (
    titles.includes('context') &&
    (titles.includes('decision') || titles.includes('consequences'))
  )
    return forms.has('bold') ? 'bold' : forms.has('table') ? 'table' : 'nygard'
  const tellsStatus = facts.some(({ key }) => key === 'status')
  if (!tellsStatus || titles.length === 0) return null
  return forms.has('table') ? 'table' : forms.has('bold') ? 'bold' : 'nygard'
}

function isDated(document: Document): boolean {
  const { number, digits } = readFileName(document.path)
  return number === null && digits !== ''
}

/** Version 2 lists its facts, 3 has them in front matter, 4 calls the deciders decision-makers. */
function madrOf(
  facts: readonly Fact[],
  sections: readonly Section[],
  forms: Set<Fact['form']>,
): Format {
  const outcome = findSection(sections, 'decision outcome')
  const has = (title: string): boolean =>
    (outcome ? findSection(outcome.parts, title) : null) !== null
  if (forms.has('list') || has('positive consequences')) return 'madr2'
  const label = (text: string): boolean =>
    facts.some(({ label, form }) => form === 'front matter' && label.text.toLowerCase() === text)
  if (label('deciders') || has('validation')) return 'madr3'
  if (forms.has('table')) return 'table'
  return 'madr4'
}

export type Role = 'record' | 'index' | 'template' | 'hidden' | 'unknown'

/** What a file in a folder of records is, going by its name alone. */
export function roleOf(path: string): Role {
  const name = posix.basename(path).toLowerCase()
  if (name.startsWith('.')) return 'hidden'
  if (/^(?:readme|index|toc|_category_)\.(?:md|json|ya?ml)$/.test(name)) return 'index'
  if (/(?:^|[-_.])template(?:[-_.]|$)/.test(name)) return 'template'
  return name.endsWith('.md') ? 'record' : 'unknown'
}
