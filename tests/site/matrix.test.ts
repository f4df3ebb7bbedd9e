import { expect, test } from 'vitest'
import { drawMatrix, drawTotals } from '../../src/site/plots/matrix.ts'
import {
  describeMatrix,
  sayMargin,
  tableOfFlips,
  tableOfMatrix,
} from '../../src/site/plots/matrix-words.ts'
import { weighed } from './weighed.ts'

test('a matrix is told by its totals, its margin and what would turn it', () => {
  expect(describeMatrix(weighed)).toBe(
    "Weighted totals: Event loops that share the machine's cores 4, Threads, one for each connection 3.4, Requests 0. “Event loops that share the machine's cores” leads “Threads, one for each connection” by 0.6. It takes the least to turn this by the weight of “Delivery & memory”: at 45 % instead of 60 %, “Threads, one for each connection” wins. 5 of 6 scores are judged by the deciders and rest on no name.",
  )
  const level = { ...weighed, margin: 0, nearest: null }
  expect(sayMargin(level)).toMatch(
    /^“Event .+ cores” and “Threads.+” are level\. No weight of a single criterion turns this\./,
  )
  expect(sayMargin({ ...weighed, margin: null, winner: null })).toBe(
    'The options cannot be told apart.',
  )
})

test('its figures stand in tables, as the record states them', () => {
  const options = ["Event loops that share the machine's cores", 'Threads, one for each connection']
  expect(tableOfMatrix(weighed)).toEqual({
    head: ['Criterion', 'Weight', ...options, 'Requests'],
    rows: [
      ['Delivery & memory', '60 %', '4 to 6', '3', '0'],
      ['Known', '40 %', '2.5', '4', '0'],
      ['Weighted total', '', '4', '3.4', '0'],
    ],
  })
  expect(tableOfFlips(weighed).rows).toEqual([
    ['Delivery & memory', '60 %', '45 %', options[1]],
    ['Known', '40 %', 'no weight', ''],
  ])
})

test('a bar is as long as its total, made of what each criterion gives', () => {
  const drawn = drawTotals(weighed)?.text ?? ''
  const bars = drawn.split('<span class="option').slice(1)
  const lengths = bars.map((bar) =>
    [...bar.matchAll(/<rect class="criterion-(\d)" x="([\d.]+)" y="0" width="([\d.]+)"/g)].map(
      ([, at, x, width]) => [Number(at), Number(x), Number(width)],
    ),
  )
  // What a total may reach, 4.5, is 1,000 wide: of 4, speed gives 0.6 · 5 and the other 0.4 · 2.5.
  expect(lengths).toEqual([
    [
      [0, 0, 666.7],
      [1, 666.7, 222.2],
    ],
    [
      [0, 0, 400],
      [1, 400, 355.6],
    ],
    [
      [0, 0, 0],
      [1, 0, 0],
    ],
  ])
  expect(
    bars.map((bar) => /class="bounds" x1="([\d.]+)" x2="([\d.]+)"/.exec(bar)?.slice(1)),
  ).toEqual([['777.8', '1000'], undefined, undefined])
})

test('words are escaped once, and what cannot be drawn is no picture', () => {
  const drawn = drawMatrix(weighed)?.text ?? ''
  expect(drawn).toContain('Delivery &amp; memory')
  expect(drawn).not.toContain('&amp;amp;')
  expect(drawn).not.toContain('&amp;#39;')
  const unknown = { ...weighed, options: weighed.options.map((each) => ({ ...each, total: null })) }
  expect(drawMatrix(unknown)).toBe(null)
})
