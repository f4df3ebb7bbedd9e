import { isDeepStrictEqual } from 'node:util'
import type { Value } from '../graph/value.ts'
import { report } from '../message/message.ts'
import { differenceMessage } from './difference.ts'
import { failing, type JudgedStatement, type Statement } from './judge-statement.ts'
import type { Seen } from './judged.ts'

/** `//=> true`, `//=> "http2"`, `//=> [1, 2]` against a value that is no number. */
export function judgeJson(
  statement: Statement,
  seen: Seen,
  value: Value & { kind: 'json' },
): JudgedStatement {
  const { text, title, place } = statement
  if (title !== '') return failing(report('claim-title', place, { stated: text, title }))
  const stated = parse(text)
  if (!stated.ok && typeof value.json === 'object' && value.json !== null) {
    const { name } = statement
    return failing(
      report('claim-no-value', place, {
        name,
        why: `it is made of ${Object.keys(value.json).join(', ')}`,
      }),
    )
  }
  const computed =
    stated.ok || typeof value.json !== 'string' ? JSON.stringify(value.json) : value.json
  const holds = stated.ok ? isDeepStrictEqual(stated.json, value.json) : text === value.json
  if (holds)
    return {
      verdict: { verdict: 'holds', accepts: text, value: computed, reason: null },
      messages: [],
    }
  return failing(
    differenceMessage(statement, seen, { computed, restatable: false }),
    computed,
    text,
  )
}

function parse(text: string): { ok: true; json: unknown } | { ok: false } {
  try {
    return { ok: true, json: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}
