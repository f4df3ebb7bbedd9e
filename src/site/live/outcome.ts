import { isLaw } from '../../graph/revive.ts'
import { isScalar, scalarOf } from '../../graph/select.ts'
import { holds as holdsFor } from '../../quantity/holds.ts'
import type { Computed } from '../../quantity/judge.ts'
import { writeAnew, writeValue } from './accepting.ts'
import type { BundledClaim } from './bundle.ts'

/** How a claim stands with the reader's inputs. */
export interface Shown {
  claim: BundledClaim
  /** Null where the formula has no value for such inputs. */
  holds: boolean | null
  /** Whether a comparison, a refutation or a truth has turned; a number that merely moved is written anew. */
  isBroken: boolean
  text: string
  value: string
  /** Where the input that was turned last leaves what is accepted: `clients = 10,120 clients`. */
  leftAt: string | null
}

/** What comes out for a claim: a number, two bounds, anything else as data; null for nothing. */
export type Outcome = Computed | { json: unknown } | null

/** A value of one run → what a claim compares. */
export function outcomeOf(value: unknown): Outcome {
  if (value === undefined || value === null) return null
  if (isScalar(value)) return Number.isFinite(scalarOf(value)) ? one(scalarOf(value)) : null
  if (isLaw(value)) return between(value.min.value, value.mean.value, value.max.value)
  return { json: value }
}

export const one = (value: number): Computed => ({ unit: null, value })

export const between = (low: number, mid: number, high: number): Computed => ({
  unit: null,
  low,
  mid,
  high,
})

export function shownOf(claim: BundledClaim, outcome: Outcome): Shown {
  const { text, accepts, given } = claim
  const shown = { claim, text, leftAt: null, isBroken: !given, holds: null, value: 'no value' }
  if (outcome === null) return shown
  if ('json' in outcome) {
    const [came, expected] = [outcome.json, accepts.kind === 'json' ? accepts.expected : null].map(
      (each) => JSON.stringify(each),
    )
    const holds = came === expected
    return { ...shown, holds, isBroken: !holds, value: came ?? '' }
  }
  if (accepts.kind === 'json') return shown
  const holds = holdsFor(accepts, outcome)
  const { follows } = accepts
  return {
    ...shown,
    holds,
    isBroken: !holds && !follows && !given,
    value: writeValue(accepts, outcome),
    text: follows ? writeAnew(text, accepts, outcome) : text,
  }
}
