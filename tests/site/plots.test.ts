import { expect, test } from 'vitest'
import { drawingOf } from '../../src/check/drawing.ts'
import type { Drawing } from '../../src/evidence/verdicts.ts'
import { law } from '../../src/quantity/law.ts'
import { q, quantity } from '../../src/quantity/quantity.ts'
import { describeMoving, describePlot, drawPlot, tableOfPlot } from '../../src/site/plots/figure.ts'
import { liveSlot } from '../../src/site/plots/words.ts'

function drawing(value: unknown): Drawing {
  const found = drawingOf(value)
  if (typeof found === 'string') throw new Error(found)
  return found
}

const waits = drawing({
  alone: law('100 to 500 ms'),
  slowestOfSix: law('100 to 500 ms').slowest(6),
})
const costs = drawing({ pooled: q('1 core·ms/call'), newConnection: q('1.85 core·ms/call') })
const growth = drawing(
  [1, 10, 100, 1_000].map((n) => ({
    clients: quantity(n, 'clients'),
    memory: quantity(n * 8e3, 'B'),
  })),
)

function tableIn(each: Drawing): string[][] {
  const { head, rows } = tableOfPlot(each)
  return [head, ...rows.map((row) => row.map(({ text }) => text))]
}

test('a curve is told by its half and its tail, and has its percentiles as a table', () => {
  expect(describePlot({ words: 'How long calls take', drawing: waits })).toBe(
    'How long calls take. alone: half at most 300 ms, 99 % at most 496 ms; slowest of six: half at most 456 ms, 99 % at most 499 ms.',
  )
  expect(tableIn(waits)).toEqual([
    ['share', 'alone, ms', 'slowest of six, ms'],
    ['50 %', '300', '456'],
    ['90 %', '460', '493'],
    ['95 %', '480', '497'],
    ['99 %', '496', '499'],
    ['99.9 %', '500', '500'],
  ])
})

test('bars are told one by one', () => {
  expect(describePlot({ words: 'What a call costs', drawing: costs })).toBe(
    'What a call costs. pooled: 1 core·ms/call; new connection: 1.85 core·ms/call.',
  )
  expect(String(drawPlot(costs)).match(/<rect /g)).toHaveLength(2)
  expect(tableIn(costs)).toEqual([
    ['', 'amount, core·ms/call'],
    ['pooled', '1'],
    ['new connection', '1.85'],
  ])
})

test('what spans a thousandfold runs along a scale of powers', () => {
  const svg = String(drawPlot(growth))
  const [, dots = ''] = svg.match(/<path class="dots" d="([^"]+)"/) ?? []
  const places = [...dots.matchAll(/M([\d.]+) /g)].map(([, x]) => Number(x))
  expect(places).toHaveLength(4)
  const ways = places.slice(1).map((x, at) => Math.round(x - (places[at] ?? 0)))
  expect(new Set(ways).size).toBe(1)
})

test('every picture lies within its frame', () => {
  for (const each of [waits, costs, growth]) {
    const svg = String(drawPlot(each))
    expect(svg).not.toMatch(/NaN|Infinity/)
    const [, width = '', height = ''] = svg.match(/viewBox="0 0 (\d+) (\d+)"/) ?? []
    for (const [, path = ''] of svg.matchAll(/ d="M([^"]+)"/g))
      for (const place of path.split(/L|h0M?/).filter(Boolean)) {
        const [x = -1, y = -1] = place.split(' ').map(Number)
        expect(x >= 0 && x <= Number(width) && y >= 0 && y <= Number(height), place).toBe(true)
      }
  }
})

test('where a reader moves inputs, each number says which it is, and elsewhere none does', () => {
  for (const each of [waits, costs, growth]) {
    expect(String(drawPlot(each))).not.toContain('data-at')
    const [numbers, printed] = [drawPlot(each, liveSlot), drawPlot(each)].map((svg) =>
      String(svg).replace(/ data-at="[^"]*"/g, ''),
    )
    expect(numbers).toBe(printed)
  }
  const told = { words: 'What a call costs', drawing: costs }
  expect(describeMoving(told)).toBe(
    'What a call costs. pooled: {0 0 1 0.001} core·ms/call; new connection: {1 0 1 0.001} core·ms/call.',
  )
})
