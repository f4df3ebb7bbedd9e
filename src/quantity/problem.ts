/** What can be wrong with a stated number, before it is compared or as it is. Each is a message of its own. */
export type ProblemId =
  | 'stated-number-missing'
  | 'stated-number-malformed'
  | 'stated-numbers-many'
  | 'stated-range-backwards'
  | 'stated-percentile'
  | 'stated-words'
  | 'stated-unit-missing'
  | 'stated-unit-differs'
  | 'stated-unit-unnamed'
  | 'stated-unit-of-number'
  | 'stated-comparison-outside'
  | 'stated-comparison-inside'
  | 'stated-preposition'
  | 'stated-negation'
  | 'stated-threshold'
  | 'stated-tolerance'
  | 'stated-title'
  | 'stated-uncertain'
  | 'stated-average'

/** `found` is what stands there, `wanted` what a cure names; either is empty where there is none. */
export interface Problem {
  readonly problem: ProblemId
  readonly detail: { readonly stated: string; readonly found: string; readonly wanted: string }
}

export const isProblem = (found: object): found is Problem => 'problem' in found

export const problemOf = (
  stated: string,
  problem: ProblemId,
  ...[found = '', wanted = '']: string[]
): Problem => ({
  problem,
  detail: { stated, found, wanted },
})

/** Thrown while one text is read, and caught where that begins. */
export class Unreadable extends Error {
  readonly problem: ProblemId
  readonly words: string[]

  /** The words are what was found and what is wanted. */
  constructor(problem: ProblemId, ...words: string[]) {
    super(problem)
    this.problem = problem
    this.words = words
  }
}
