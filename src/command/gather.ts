import type { Message } from '../message/message.ts'

/**
 * What a person reads. What measuring would settle is said once for each document and reason, and before all else:
 * hundreds of such messages would bury the one that has to be mended, which now stands near the counts.
 */
export function gather(messages: readonly Message[]): Message[] {
  const { unsettled = [], others = [] } = Object.groupBy(messages, ({ id }) =>
    id === 'claim-untested' || id === 'claim-stale' ? 'unsettled' : 'others',
  )
  const alike = Map.groupBy(unsettled, ({ id, path, text }) =>
    JSON.stringify([id, path, text.slice(text.indexOf(': '))]),
  )
  return [...[...alike.values()].flatMap(inOne), ...others]
}

function inOne([first, ...others]: Message[]): Message[] {
  const last = others.at(-1)
  if (!first || !last) return first ? [first] : []
  const count =
    others.length === 1 ? 'is one other, at' : `are ${others.length} others, the last at`
  return [{ ...first, notes: [...(first.notes ?? []), `so ${count} line ${last.line}`] }]
}
