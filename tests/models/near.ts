import { expect } from 'vitest'

/** Below this a double loses digits, so that a relative difference says nothing. */
const smallestNormal = 2 ** -1022

/** Equal but for rounding: a relative difference of at most `within`. */
export function expectNear(actual: number, expected: number, within = 1e-12): void {
  const difference = Math.abs(actual - expected)
  const allowed = within * Math.max(Math.abs(expected), smallestNormal)
  expect(
    difference <= allowed || actual === expected,
    `${actual} is not within ${within} of ${expected}`,
  ).toBe(true)
}

/** Equal to a published value but for one unit of its last place, since some are cut off and not rounded. */
export function expectPublished(actual: number, published: string): void {
  const places = published.split('.')[1]?.length ?? 0
  const unit = 10 ** -places
  expect(
    Math.abs(actual - Number(published)) <= unit * (1 + 1e-9),
    `${actual} is not the published ${published}`,
  ).toBe(true)
}
