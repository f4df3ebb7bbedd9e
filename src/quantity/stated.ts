import { refuseDoubts, warnOf } from './doubts.ts'
import { type Ends, readEnds } from './ends.ts'
import { defaultNouns, type Nouns } from './nouns.ts'
import { withoutPercentile } from './percentile.ts'
import { type Problem, problemOf, Unreadable } from './problem.ts'
import { findPhrase, type Phrase, phrases, prefixes, suffixes } from './relation.ts'
import { readShape, type Shape } from './shape.ts'
import { readTitle, type Title, takeTolerance } from './title.ts'
import { inLowerCase, withPlainSpaces } from './words.ts'

/** What stands around a stated number and helps to read it. */
export interface Surroundings {
  /** The rest of the sentence, on either side. */
  readonly before: string
  readonly after: string
  /** The title of the link: `refuted`, `threshold`, a tolerance, or nothing. */
  readonly title: string
  /** Headings of the column and the row, where it stands in a table. */
  readonly headings: readonly string[]
  /** `p99` of `delivery.p99`. */
  readonly member: string
  readonly nouns: Nouns
}

/** Comparisons and hedges, where they may stand: before the number, behind it, and on either side of the link. */
type Found = readonly [before: Phrase, behind: Phrase, outsideBefore: Phrase, outsideAfter: Phrase]

/** What a claim's text states: one number, or a range with two ends. */
export interface Stated extends Title, Ends, Shape, Pick<Phrase, 'relation'> {
  readonly text: string
  readonly around: Surroundings
  readonly found: Found
  /** What may be meant otherwise than it is read. */
  readonly warnings: readonly Problem[]
}

/** Reads a claim's text, and refuses what its sentence says about the number and nobody would check. */
export function readStated(text: string, around: Partial<Surroundings> = {}): Stated | Problem {
  return orProblem(text, () => {
    const stated = parse(text, { ...nowhere, ...around })
    refuseDoubts(stated)
    return { ...stated, warnings: warnOf(stated) }
  })
}

/**
 * Reads a claim's text alone, for where a check has already accepted it: `about 38`, `2 to 10 services`.
 *
 * @public A page in a browser is built from it, which no import in this repository shows.
 */
export function parseStated(text: string, around: Partial<Surroundings> = {}): Stated | Problem {
  return orProblem(text, () => parse(text, { ...nowhere, ...around }))
}

const nowhere: Surroundings = {
  before: '',
  after: '',
  title: '',
  headings: [],
  member: '',
  nouns: defaultNouns,
}

function orProblem(text: string, read: () => Stated): Stated | Problem {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return problemOf(text, error.problem, ...error.words)
  }
}

function parse(text: string, around: Surroundings): Stated {
  const title = readTitle(around.title)
  const { tolerance, rest } = takeTolerance(text)
  const shape = readShape(withoutPercentile(rest, around.member))
  const found = findPhrases(shape, around)
  const unit = found[1].rest
  const ends = { ...shape, unit: inLowerCase(unit), lowUnit: inLowerCase(shape.lowUnit) }
  return {
    ...title,
    ...shape,
    ...readEnds(ends, around.nouns),
    text,
    unit,
    found,
    relation: found.find(({ relation }) => relation !== 'equal')?.relation ?? 'equal',
    tolerance: tolerance ?? title.tolerance,
    around,
    warnings: [],
  }
}

/** A threshold speaks of the world, and so do the words around its link. */
function findPhrases({ lead, unit }: Shape, around: Surroundings): Found {
  const isOutside = !around.title.includes('threshold')
  return [
    findPhrase(withPlainSpaces(lead), phrases),
    findPhrase(withPlainSpaces(unit), suffixes),
    findPhrase(isOutside ? withPlainSpaces(around.before) : '', prefixes),
    findPhrase(isOutside ? withPlainSpaces(around.after) : '', suffixes, 'start'),
  ]
}
