import type { Counts } from './counts.ts'

/** `Preview: 3 claims untested, 1 stale.`; null where a preview shows nothing but what holds. */
export function previewNotice({ standings }: Counts): string | null {
  const { untested, stale, fails } = standings
  const parts = [
    count(untested, 'untested'),
    count(stale, 'stale'),
    fails === 0 ? null : `${fails} failing`,
  ].filter((part) => part !== null)
  const [first, ...rest] = parts
  if (first === undefined) return null
  const number = Number.parseInt(first, 10)
  const named = first.replace(/^\d+/, `${number} claim${number === 1 ? '' : 's'}`)
  return `Preview: ${[named, ...rest].join(', ')}.`
}

const count = (number: number, word: string): string | null =>
  number === 0 ? null : `${number} ${word}`
