import type { Document, Fence } from '../document/document.ts'
import { readFacts } from './facts.ts'
import { formatOf } from './format.ts'
import { readSections } from './sections.ts'

/** What our closed list says of a fence; other people's records never agreed to it. */
const ofOurList = new Set([
  'fence-language',
  'fence-word',
  'fence-argument',
  'fence-indented',
  'json-malformed',
])

/**
 * A record in another dialect without what only our own fences owe. Its TypeScript is an illustration, shown like
 * other code, until something in the record asks for more: a claim, an expectation, a word behind `ts`.
 */
export function readAsTheirs(document: Document): Document {
  if (document.kind !== 'record' || !hasFences(document) || !isTheirs(document)) return document
  const problems = document.problems.filter(({ id }) => !ofOurList.has(id))
  const isOurs = document.claims.length > 0 || document.fences.some(asksToRun)
  const fences = isOurs ? document.fences : document.fences.map(asShown)
  return { ...document, problems, fences }
}

const hasFences = ({ fences, problems }: Document): boolean =>
  fences.length > 0 || problems.some(({ id }) => ofOurList.has(id))

function isTheirs(document: Document): boolean {
  const sections = readSections(document)
  return formatOf(document, readFacts(document, sections), sections) !== 'own'
}

const asksToRun = ({ use, info, lines }: Fence): boolean =>
  use.use !== 'shown' && (info !== '' || lines.some(({ text }) => text.includes('//=>')))

const asShown = (fence: Fence): Fence =>
  fence.use.use === 'shown' ? fence : { ...fence, use: { use: 'shown', language: 'ts' } }
