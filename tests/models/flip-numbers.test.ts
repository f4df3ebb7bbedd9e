import { expect, test } from 'vitest'
import { nearestFlip, totals, type Weighing } from '../../calculations/models/numeric/flip.ts'
import fc from '../project/property.ts'
import { expectNear } from './near.ts'
import { fraction, type Rational, sum } from './rational.ts'

/** Weights in percent and whole scores, so that everything can be done in fractions as well. */
const weighings = fc
  .record({ criteria: fc.integer({ min: 2, max: 6 }), options: fc.integer({ min: 2, max: 5 }) })
  .chain(({ criteria, options }) =>
    fc.record({
      parts: fc.array(fc.integer({ min: 1, max: 40 }), {
        minLength: criteria,
        maxLength: criteria,
      }),
      scores: fc.array(
        fc.array(fc.integer({ min: 0, max: 10 }), { minLength: options, maxLength: options }),
        { minLength: criteria, maxLength: criteria },
      ),
    }),
  )

interface Whole {
  parts: readonly number[]
  scores: readonly (readonly number[])[]
}

const whole = (parts: readonly number[]): number => parts.reduce((a, b) => a + b, 0)

function weighed({ parts, scores }: Whole): Weighing {
  return { weights: parts.map((part) => part / whole(parts)), scores }
}

function exactTotals({ scores }: Whole, weights: readonly Rational[]): Rational[] {
  const options = scores[0]?.length ?? 0
  return Array.from({ length: options }, (_, option) =>
    sum(weights.map((weight, c) => weight.times(fraction(scores[c]?.[option] ?? 0)))),
  )
}

test('totals equal those in exact fractions', () => {
  fc.assert(
    fc.property(weighings, (given) => {
      const weights = given.parts.map((part) => fraction(part, whole(given.parts)))
      const exact = exactTotals(given, weights)
      for (const [option, total] of totals(weighed(given)).entries()) {
        expectNear(total, exact[option]?.value ?? Number.NaN)
      }
    }),
  )
})

/** One criterion set to `weight`, the others renormalised: in floating point, by the definition. */
function moved(weighing: Weighing, criterion: number, weight: number): Weighing {
  const rest = 1 - (weighing.weights[criterion] ?? 0)
  return {
    ...weighing,
    weights: weighing.weights.map((w, c) => (c === criterion ? weight : (w * (1 - weight)) / rest)),
  }
}

const leader = (values: readonly number[]): number => values.indexOf(Math.max(...values))

test('at the flip the two are level; nearer the winner leads; farther it no longer does', () => {
  fc.assert(
    fc.property(weighings, (given) => {
      const weighing = weighed(given)
      const winner = leader(totals(weighing))
      for (const criterion of given.parts.keys()) {
        const now = weighing.weights[criterion] as number
        const flip = nearestFlip(weighing, criterion, winner)
        const reach = flip === null ? 1 : Math.abs(flip.weight - now)
        for (const share of [-0.999, -0.5, 0.5, 0.999]) {
          const weight = now + share * reach
          if (weight < 0 || weight > 1) continue
          const level = totals(moved(weighing, criterion, weight))
          expect(level[winner]).toBeGreaterThanOrEqual(Math.max(...level) - 1e-9)
        }
        if (flip === null) continue
        const level = totals(moved(weighing, criterion, flip.weight))
        expect(level[flip.option]).toBeCloseTo(level[winner] as number, 9)
        const beyond = totals(moved(weighing, criterion, now + 1.01 * (flip.weight - now)))
        if (reach > 1e-9) expect(beyond[flip.option]).toBeGreaterThan(beyond[winner] as number)
      }
    }),
  )
})

test('an option that leads everywhere cannot be overtaken by moving a weight', () => {
  const weighing = {
    weights: [0.5, 0.5],
    scores: [
      [5, 3],
      [4, 2],
    ],
  }
  expect(nearestFlip(weighing, 0, 0)).toBeNull()
})

test('the flip of two options by hand', () => {
  // 0.6 · (5, 3) + 0.4 · (2, 4): 3.8 to 3.4. With weight w: 2 + 3w against 4 − w, level at w = 1/2.
  const flip = nearestFlip(
    {
      weights: [0.6, 0.4],
      scores: [
        [5, 3],
        [2, 4],
      ],
    },
    0,
    0,
  )
  expect(flip?.option).toBe(1)
  expectNear(flip?.weight ?? Number.NaN, 0.5)
})

test('a criterion with all the weight frees it to the others in equal parts', () => {
  // w · (5, 3) + (1 − w)/2 · ((0, 2) + (1, 5)): level where 2w = 3(1 − w), at w = 3/5.
  const flip = nearestFlip(
    {
      weights: [1, 0, 0],
      scores: [
        [5, 3],
        [0, 2],
        [1, 5],
      ],
    },
    0,
    0,
  )
  expectNear(flip?.weight ?? Number.NaN, 0.6)
})

test('an option that is level at a weight of 0 or 100 % only never wins, and is no flip', () => {
  const levelAtOne = {
    weights: [0.5, 0.5],
    scores: [
      [3, 3],
      [4, 2],
    ],
  }
  expect(nearestFlip(levelAtOne, 0, 0)).toBeNull()
  expect(nearestFlip(levelAtOne, 1, 0)).toBeNull()
})

test('a flip close to either end is found', () => {
  // With weight w: 1·w + 1,000·(1 − w) against 2·w + 0·(1 − w), level at w = 1000/1001.
  const weighing = {
    weights: [0.5, 0.5],
    scores: [
      [1, 2],
      [1000, 0],
    ],
  }
  expectNear(nearestFlip(weighing, 0, 0)?.weight ?? Number.NaN, 1000 / 1001)
  expectNear(nearestFlip(weighing, 1, 0)?.weight ?? Number.NaN, 1 / 1001)
})
