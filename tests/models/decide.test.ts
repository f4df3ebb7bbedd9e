import { expect, test } from 'vitest'
import { decide } from '../../calculations/models/decide.ts'
import { q } from '../../src/quantity/quantity.ts'
import { expectNear } from './near.ts'

const matrix = decide(
  ['eventLoop', 'threads', 'actors'],
  [
    { criterion: 'latency', weight: q('50 %'), scores: [5, 3, 4] },
    { criterion: 'memory', weight: q('30 %'), scores: [4, 1, 4] },
    { criterion: 'familiarity', weight: q('20 %'), scores: [3, 5, 1] },
  ],
)

test('the totals are weighted means, the highest wins by its margin', () => {
  expectNear(matrix.totals.eventLoop.value, 4.3)
  expectNear(matrix.totals.threads.value, 2.8)
  expectNear(matrix.totals.actors.value, 3.4)
  expect(matrix.winner).toBe('eventLoop')
  expect(matrix.runnerUp).toBe('actors')
  expectNear(matrix.margin.value, 0.9)
})

test('a criterion on which the winner is the best of all never flips it downwards only', () => {
  // Latency w: event loop 5w + (1 − w)·3.6, threads 3w + (1 − w)·2.6, actors 4w + (1 − w)·2.8.
  expect(matrix.flips.latency).toBeNull()
})

test('the flip of a criterion is where another option is level', () => {
  // Familiarity w: event loop 3w + (1 − w)·4.625, threads 5w + (1 − w)·2.25: level at w = 19/35.
  const flip = matrix.flips.familiarity
  expect(flip?.option).toBe('threads')
  expectNear(flip?.weight.value ?? Number.NaN, 19 / 35)
  expectNear(flip?.distance.value ?? Number.NaN, 19 / 35 - 0.2)
})

test('the nearest flip of all names its criterion', () => {
  expect(matrix.flip?.criterion).toBe('familiarity')
  expect(matrix.flip?.distance.value).toBe(matrix.flips.familiarity?.distance.value)
})

test('the weights of the handbook sum to 100 % although they do not in binary', () => {
  const weights = [25, 20, 15, 15, 10, 10, 5].map((percent) => percent / 100)
  const sum = weights.reduce((a, b) => a + b, 0)
  const criteria = weights.map(
    (weight, n) => ({ criterion: `c${n}`, weight, scores: [4, 3] }) as const,
  )
  expect(Math.abs(sum - 1)).toBeLessThan(1e-9)
  expectNear(decide(['a', 'b'], criteria).margin.value, 1)
})

test('of equals the first wins by nothing, whatever rounding leaves', () => {
  const level = decide(
    ['a', 'b'],
    [
      { criterion: 'one', weight: 0.1, scores: [0, 1] },
      { criterion: 'two', weight: 0.2, scores: [1, 4] },
      { criterion: 'three', weight: 0.7, scores: [1, 0] },
    ],
  )
  expect(level.totals.a.value).not.toBe(level.totals.b.value)
  expect(level.winner).toBe('a')
  expect(level.margin.value).toBe(0)
  expectNear((level.flip?.distance.value ?? Number.NaN) + 1, 1)
})

test('an option that leads under every criterion has no flip', () => {
  const clear = decide(
    ['a', 'b'],
    [
      { criterion: 'one', weight: 0.5, scores: [5, 1] },
      { criterion: 'two', weight: 0.5, scores: [4, 1] },
    ],
  )
  expect(clear.flip).toBeNull()
})

const fair = { criterion: 'cost', weight: 0.5, scores: [1, 2] } as const

test.each([
  [
    'weights that sum to less',
    () => decide(['a', 'b'], [fair, { ...fair, criterion: 'speed', weight: 0.45 }]),
    'weights sum to 95 %: a sum of 100 % is needed',
  ],
  [
    'a weight in percent as a number',
    () => decide(['a', 'b'], [fair, { ...fair, criterion: 'speed', weight: 50 }]),
    'the weight of speed is 50: a share between 0 and 1 (0 % and 100 %) is needed',
  ],
  [
    'one option',
    () => decide(['a'], [{ ...fair, scores: [1] }]),
    'the number of options is 1: at least 2 is needed',
  ],
  [
    'one criterion',
    () => decide(['a', 'b'], [fair]),
    'the number of criteria is 1: at least 2 is needed',
  ],
  [
    'the same option twice',
    () => decide(['a', 'a'], [fair, fair]),
    'a stands twice: a name of its own for each is needed',
  ],
  [
    'the same criterion twice',
    () => decide(['a', 'b'], [fair, fair]),
    'cost stands twice: a name of its own for each is needed',
  ],
  [
    'a score that is no number',
    () => decide(['a', 'b'], [fair, { criterion: 'speed', weight: 0.5, scores: [1, Number.NaN] }]),
    'speed has the scores 1,NaN: a number for each is needed',
  ],
])('refuses %s', (_, call, message) => {
  expect(call).toThrow(new Error(message))
})
