import { expect, test } from 'vitest'
import { claimMessages } from '../../src/message/claim.ts'
import { report } from '../../src/message/message.ts'
import { type Computed, judge } from '../../src/quantity/judge.ts'
import { isProblem, type Problem } from '../../src/quantity/problem.ts'
import { readStated, type Surroundings } from '../../src/quantity/stated.ts'

const inSeconds: Computed = { unit: 's', value: 5 }

/** Statement, what stands around it, what came out, and the words that the message has to repeat. */
const cases: [text: string, Partial<Surroundings>, Computed, says: string[]][] = [
  ['many', {}, inSeconds, ['many']],
  ['1,5 s', {}, inSeconds, ['1,5', '1,500', '1.5']],
  ['3 of 5 s', {}, inSeconds, ['3', '5']],
  ['5 to 3 s', {}, inSeconds, ['5 to 3 s']],
  ['a p95 of 45 s', { member: 'p99' }, inSeconds, ['p95', 'p99']],
  ['5 secs', {}, inSeconds, ['secs is no unit, write s']],
  ['5', {}, inSeconds, ['5', 'in s']],
  ['5 GB', {}, inSeconds, ['B', 's']],
  ['5 ms', {}, { unit: 's/request', value: 0.005 }, ['5 ms', 'a request']],
  ['5 GB', {}, { unit: null, value: 5 }, ['GB', "q('…')"]],
  ['5 s', { before: 'takes at least ' }, inSeconds, ['at least', '[at least 5 s]']],
  ['almost 5 s', {}, inSeconds, ['almost', 'nearly']],
  ['5 s', { before: 'runs within ' }, inSeconds, ['within', '[within 5 s]']],
  ['5 s', { before: 'is not ' }, inSeconds, ['not', '5 s', 'refuted']],
  ['over 5 s', { title: 'threshold' }, inSeconds, ['over', 'threshold']],
  ['over 5 s', { title: '±2 %' }, inSeconds, ['±2 %']],
  ['5 s', { title: 'refused' }, inSeconds, ['refused', 'refuted']],
  ['5 s', {}, { unit: 's', low: 1, mid: 5, high: 9 }, ['5 s', '.mid']],
  ['5 s', { before: 'on average ', member: 'mid' }, inSeconds, ['average', '.mean']],
]

/** The problem with a statement, or else the first warning about it. */
function problemWith(text: string, around: Partial<Surroundings>, computed: Computed): Problem {
  const stated = readStated(text, around)
  if (isProblem(stated)) return stated
  const judgement = judge(stated, computed)
  if (isProblem(judgement)) return judgement
  const [warning] = stated.warnings
  if (!warning) throw new Error(`no problem with ${text}`)
  return warning
}

test.each(cases)(
  '%s, %o: the message names what stands there',
  (...[text, around, value, says]) => {
    const { problem, detail } = problemWith(text, around, value)
    const message = report(problem, { path: 'calculations/chat.md', line: 42, column: 15 }, detail)
    const whole = `${message.text}\n${message.cure}`
    expect(says.filter((words) => !whole.includes(words))).toEqual([])
    expect(whole).not.toContain('undefined')
  },
)

test('every problem of a statement is raised here, and has its message', () => {
  const raised = new Set<string>(
    cases.map(([text, around, value]) => problemWith(text, around, value).problem),
  )
  expect([...raised].toSorted()).toEqual(Object.keys(claimMessages).toSorted())
})
