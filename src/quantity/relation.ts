/** How a stated number relates to the value. */
export type Relation =
  | 'equal'
  | 'about'
  | 'below'
  | 'atMost'
  | 'above'
  | 'atLeast'
  | 'justUnder'
  | 'justOver'

/** Relation → the phrases that state it, apart by `|`. */
type Phrases = Readonly<Partial<Record<Relation, string>>>

/** What may stand right before a number in a claim's text. */
export const phrases = {
  about: '~|≈|about|around|roughly|some|circa',
  below: '<|less than|fewer than|under|below',
  atMost: '≤|at most|up to|within|no more than',
  above: '>|more than|over|above',
  atLeast: '≥|at least|no less than|no fewer than',
  justUnder: 'just under|nearly',
  justOver: 'just over',
} as const satisfies Phrases

/** What may stand right behind a number, and just outside of a link too. */
export const suffixes = {
  atMost: 'or less|or fewer',
  atLeast: 'or more',
} as const satisfies Phrases

/** What may stand just before a link and belongs to its number. */
export const prefixes = {
  atMost: 'no more than',
  atLeast: 'no less than|no fewer than',
} as const satisfies Phrases

/** A phrase that was found, with what is left of the text; without one, the relation is `equal`. */
export interface Phrase {
  readonly relation: Relation
  readonly phrase: string
  readonly rest: string
}

/** Finds the longest phrase of a table that the text ends with, or begins with. */
export function findPhrase(text: string, table: Phrases, from?: 'start'): Phrase {
  const oneOf = `(${Object.values(table).join('|')})`
  const pattern = new RegExp(from ? `^ *${oneOf}(?!\\p{L})` : `(?<!\\p{L})${oneOf} *$`, 'iu')
  const phrase = pattern.exec(text)?.[1] ?? ''
  const isListed = (relation: Relation): boolean =>
    !!table[relation]?.split('|').includes(phrase.toLowerCase())
  const relation = (Object.keys(table) as Relation[]).find(isListed) ?? 'equal'
  return { relation, phrase, rest: text.replace(pattern, '').trim() }
}
