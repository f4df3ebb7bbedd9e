import { describe, expect, test } from 'vitest'
import { readAmounts } from '../../src/quantity/literal.ts'
import { defaultNouns } from '../../src/quantity/nouns.ts'
import { type Quantity, q } from '../../src/quantity/quantity.ts'

/** A text that the types refuse, as a call from JavaScript would pass it. */
const loosely = (text: string): Quantity<string> => Reflect.apply(q, undefined, [text])

describe('literals', () => {
  const readings: [text: string, unit: string, ...numbers: number[]][] = [
    ['10,000 clients', 'client', 10_000],
    ['1 to 2 messages/client/minute', 'message/client/s', 1 / 60, 1.5 / 60, 2 / 60],
    ['500 ms to 2 s', 's', 0.5, 1.25, 2],
    ['2–10 services', 'service', 2, 6, 10],
    ['2-10 services', 'service', 2, 6, 10],
    ['1 to 2 M users/day', 'user/s', 1e6 / 86_400, 1.5e6 / 86_400, 2e6 / 86_400],
    ['10k to 20k ops', 'op', 10_000, 15_000, 20_000],
    ['10k ops a second', 'op/s', 10_000],
    ['€0.02/GB', 'EUR/B', 2e-11],
    ['3 million dollars', 'USD', 3e6],
    ['20 %', '1', 0.2],
    ['2 %/year', '1/s', 0.02 / 31_536_000],
    ['5 per minute', '1/s', 5 / 60],
    ['3 core·ms', 'core·s', 0.003],
    ['3 core*ms', 'core·s', 0.003],
    ['-5 ms', 's', -0.005],
    ['12 Mbit/s', 'B/s', 1.5e6],
    ['1 KiB', 'B', 1024],
    ['1 month', 's', 2_628_000],
    ['7', '1', 7],
  ]
  test.each(readings)('%s', (text, unit, ...[low = 0, mid = low, high = low]) => {
    const read = readAmounts(text, defaultNouns)
    if (typeof read === 'string') throw new Error(read)
    expect([read.kind, read.unit.name]).toEqual([low === high ? 'value' : 'range', unit])
    expect(read.low).toBeCloseTo(low, 12)
    expect(read.mid).toBeCloseTo(mid, 12)
    expect(read.high).toBeCloseTo(high, 12)
  })

  test.each([
    ['3 secs', 'secs is no unit, write s'],
    ['3 Kb', 'Kb is no unit, write KB or Kbit'],
    ['3 mins', 'mins is no unit, write min'],
    ['3 GBs', 'GBs is no unit, write GB'],
    ['3 Seconds', 'Seconds is no unit, write second'],
    ['5 rps', 'rps is no unit, write requests/s'],
    ['3 m', 'm is no unit, write min for minutes, M behind the number for a million'],
    ['1,00 clients', '1,00 clients does not begin with a number such as 1,000 or 2.5'],
    ['about 5 clients', 'about 5 clients does not begin with a number such as 1,000 or 2.5'],
    ['', ' does not begin with a number such as 1,000 or 2.5'],
    ['5 DB ops', 'DB ops is no unit, write words as in op·s or message/client/s'],
    ['5 a//b', 'a//b: expected a unit is missing beside / or ·'],
    ['1 s to 2 B', 's: expected B'],
    ['2 to 1 s', '2 to 1 s begins with its greater end'],
    ['3 of 5 jobs', '3 of 5 jobs has two numbers, write a range as 1 to 2'],
    ['€5 messages', 'messages: expected €/'],
  ])('%s is refused', (text, why) => {
    expect(readAmounts(text, defaultNouns)).toBe(`Refused: ${why}`)
    expect(() => loosely(text)).toThrow(why)
  })
})
