import { posix } from 'node:path'

export interface FileName {
  /** Null where the name has a date in its place, or nothing. */
  number: number | null
  /** As written: `007`, `20260101`, ''. */
  digits: string
  /** What stands before the digits: `ADR-`, `adr`, ''. */
  prefix: string
  /** `event-loop-for-chat`. */
  slug: string
}

/** `adrs/007-event-loop.md` → 7; `20260101-event-loop.md` is dated and has no number. */
export function readFileName(path: string): FileName {
  const name = posix.basename(path).replace(/\.md$/i, '')
  const dated = name.match(/^(\d{4}-?\d{2}-?\d{2})[-_ ](.+)$/)
  if (dated?.[1] && isDay(dated[1]))
    return { number: null, digits: dated[1], prefix: '', slug: dated[2] ?? '' }
  const numbered = name.match(/^(adr[-_ ]?)?(\d{1,6})(?:[-_. ]+(.*))?$/i)
  if (!numbered) return { number: null, digits: '', prefix: '', slug: name }
  const [, prefix = '', digits = '', slug = ''] = numbered
  return { number: Number(digits), digits, prefix, slug }
}

function isDay(digits: string): boolean {
  const [, year, month, day] = digits.match(/^(\d{4})-?(\d{2})-?(\d{2})$/) ?? []
  return isRealDate(`${year}-${month}-${day}`)
}

/** `2026-02-30` is written as a date and is none. */
export function isRealDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** `Use HTTP/2 für alles` → `use-http-2-fur-alles`. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  return (words ?? ['untitled']).join('-').slice(0, 80).replace(/-$/, '')
}

/** Three digits in our own folder; more once there are more than 999. */
export const numberText = (number: number, digits = 3): string =>
  String(number).padStart(digits, '0')
