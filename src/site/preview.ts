import { type Counts, printCount } from './counts.ts'

/** `Preview: 3 claims untested, 1 stale.`; null where a preview shows nothing but what holds. */
export function previewNotice({ standings }: Counts): string | null {
  const { untested, stale, fails } = standings
  const parts = [
    count(untested, 'untested'),
    count(stale, 'stale'),
    count(fails, 'failing'),
  ].filter((part) => part !== null)
  const [first, ...rest] = parts
  if (first === undefined) return null
  const named = first.replace(/^[\d,]+/, (number) => `${number} claim${number === '1' ? '' : 's'}`)
  return `Preview: ${[named, ...rest].join(', ')}.`
}

const count = (number: number, word: string): string | null =>
  number === 0 ? null : `${printCount(number)} ${word}`
