import { expect, test } from 'vitest'
import { compile, quantityRoom } from './compile.ts'

const head = [
  `import { type Quantity, q, quantity } from '${quantityRoom}/quantity.ts'`,
  `import { law } from '${quantityRoom}/law.ts'`,
  `import type { Asked, UnitOf } from '${quantityRoom}/literal-types.ts'`,
  "const messages = q('10,000 clients').times(q('1 to 2 messages/client/minute'))",
  "type OurNouns = { plurals: { mice: 'mouse' }; aliases: { rodent: 'mouse' } }",
  'declare function ours<const T extends string>(text: Asked<T, UnitOf<T, OurNouns>>): Quantity<NoInfer<UnitOf<T, OurNouns>>>',
]

/** A line of code → what the compiler says about it; '' where it is content. */
function refusals(lines: string[]): string[] {
  const { errors } = compile([...head, ...lines].join('\n'))
  return lines.map((_, place) =>
    (errors.get(place + head.length + 1) ?? '').replace(/^TS\d+: /, ''),
  )
}

const refusedText = (text: string, why: string): string =>
  `Argument of type '"${text}"' is not assignable to parameter of type '"Refused: ${why}"'.`

test('the compiler says what is wrong, and what to write', () => {
  const cases: [code: string, says: string][] = [
    [
      "messages.plus(q('3 GB'))",
      `Argument of type 'Quantity<"B">' is not assignable to parameter of type 'Quantity<"message/s">'.`,
    ],
    ["q('3 secs')", refusedText('3 secs', 'secs is no unit, write s')],
    ["q('3 Kb/s')", refusedText('3 Kb/s', 'Kb is no unit, write KB or Kbit')],
    ["q('5 rps')", refusedText('5 rps', 'rps is no unit, write requests/s')],
    [
      "q('1,00 ops')",
      refusedText('1,00 ops', '1,00 ops does not begin with a number such as 1,000 or 2.5'),
    ],
    ["q('1 s to 2 GB')", refusedText('1 s to 2 GB', 'the ends differ, s and B')],
    ["q('3 mins').times(2)", refusedText('3 mins', 'mins is no unit, write min')],
    ["messages.in('s')", refusedText('s', 's is not a unit of message/s')],
    ["messages.in('ops/sec')", refusedText('ops/sec', 'sec is no unit, write s')],
    ["quantity(3, 'msec')", refusedText('msec', 'msec is no unit, write ms')],
    ["law('100 ms')", refusedText('100 ms', 'a law has two ends, as in 100 to 500 ms')],
    [
      "law('exponential 5 to 20 ms')",
      refusedText('exponential 5 to 20 ms', 'an exponential law has one number, its mean'),
    ],
    [
      "const other: Quantity<'op'> = messages",
      `Type 'Quantity<"message/s">' is not assignable to type 'Quantity<"op">'.`,
    ],
    [
      "const text: string = '3 s'; q(text)",
      `Argument of type 'string' is not assignable to parameter of type '"Refused: write the text itself, in quotes"'.`,
    ],
    [
      "ours('5 rodents a second').plus(q('3 ops/s'))",
      `Argument of type 'Quantity<"op/s">' is not assignable to parameter of type 'Quantity<"mouse/s">'.`,
    ],
  ]
  expect(refusals(cases.map(([code]) => code))).toEqual(cases.map(([, says]) => says))
})

test('what is right is accepted, and has the unit that it should', () => {
  const lines = [
    "const a: Quantity<'message/s'> = messages",
    "const b: Quantity<'op'> = messages.times(q('1.5 ops/message')).times(q('100 ms'))",
    "const c: Quantity<string> = q('3 s')",
    "const d: number = messages.in('messages a minute')",
    "const e: Quantity<'s'> = law('100 to 500 ms').slowest(law('2 to 10 services')).p99",
    "const f: Quantity<'mouse/s'> = ours('5 mice/s')",
    "const g: Quantity<'1'> = quantity(0.2, '1')",
  ]
  expect(refusals(lines)).toEqual(lines.map(() => ''))
})
