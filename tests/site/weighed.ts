import type { DecisionMatrix } from '../../src/evidence/verdicts.ts'

const judged = (text: string, value: number) => ({ text, value, name: null, anchor: null })

/** As a check leaves it: three options with long names, and one score that rests on a name. */
export const weighed: DecisionMatrix = {
  place: { line: 30, column: 1, endLine: 34, endColumn: 20 },
  options: [
    { name: "Event loops that share the machine's cores", total: 4, low: 3.5, high: 4.5 },
    { name: '`Thread`s, one for each connection', total: 3.4, low: null, high: null },
    { name: 'Requests', total: 0, low: null, high: null },
  ],
  criteria: [
    {
      name: 'Delivery & memory',
      weight: judged('60 %', 0.6),
      scores: [
        { text: '4 to 6', value: 5, name: 'speed', anchor: 'claim-speed' },
        judged('3', 3),
        judged('0', 0),
      ],
      flip: { weight: 0.45, distance: 0.15, option: 1 },
    },
    {
      name: 'Known',
      weight: judged('40 %', 0.4),
      scores: [judged('2.5', 2.5), judged('4', 4), judged('0', 0)],
      flip: null,
    },
  ],
  chosen: [0],
  winner: 0,
  runnerUp: 1,
  margin: 0.6,
  nearest: 0,
}
