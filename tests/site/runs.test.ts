import { expect, test } from 'vitest'
import { drawRuns } from '../../src/site/plots/runs.ts'

const run = (value: number, reason: string | null = null) => ({
  value,
  text: `${value} ms`,
  void: reason,
})

test('no run, no plot', () => expect(drawRuns([], 'x')).toBeNull())

test('valid runs are dots, void ones crosses, and words say the same', () => {
  const plot = String(
    drawRuns([run(10), run(30), run(20), run(90, 'driver lagged')], 'under 50 ms'),
  )
  expect(plot.match(/<circle/g)).toHaveLength(3)
  expect(plot.match(/class="run void"/g)).toHaveLength(1)
  expect(plot).toContain(
    'aria-label="Runs behind “under 50 ms”: 3 valid runs, 1 void, from 10 ms to 30 ms, median near 20 ms."',
  )
  expect(plot).toContain('<li>90 ms <span class="void">void: driver lagged</span></li>')
})

test('equal runs stand in the middle and are named once', () => {
  const plot = String(drawRuns([run(10), run(10)], 'x'))
  expect(plot.match(/cx="160"/g)).toHaveLength(2)
  expect(plot.match(/<text/g)).toHaveLength(1)
})

test('what a claim states cannot break out of the markup', () => {
  expect(String(drawRuns([run(1)], '"><script>'))).not.toContain('<script>')
})
