const months =
  'January February March April May June July August September October November December'.split(' ')

/** `2026-11-02T09:05:00Z` → `2 November 2026`; the same text on every machine, in every time zone. */
export function drawDate(iso: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** `2026-11-02T09:05:00Z` → `2 November 2026, 09:05 UTC`. */
export function drawDateTime(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime())
    ? iso
    : `${drawDate(iso)}, ${date.toISOString().slice(11, 16)} UTC`
}
