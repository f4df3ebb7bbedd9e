/** How far off a value may be, as the author says: a share of the number, or so many of the stated unit. */
export interface Tolerance {
  readonly text: string
  readonly share: boolean
  readonly size: number
}

export interface Title {
  readonly refuted: boolean
  readonly threshold: boolean
  readonly tolerance: Tolerance | null
}

/** `refuted`, `threshold`, `±2 %`, or several of them. */
export const readTitle = (title: string): Title => ({
  refuted: title.includes('refuted'),
  threshold: title.includes('threshold'),
  tolerance: takeTolerance(title).tolerance,
})

/** `50 ± 5 connections` → the tolerance, and blanks in its place. */
export function takeTolerance(text: string): { tolerance: Tolerance | null; rest: string } {
  const [found, number = '', percent] = /±\s*([\d.,]*)(\s?%)?/.exec(text) ?? []
  if (!found) return { tolerance: null, rest: text }
  const size = Number(number.replaceAll(',', '')) / (percent ? 100 : 1)
  const tolerance = { text: found, share: !!percent, size }
  return { tolerance, rest: text.replace(found, ' '.repeat(found.length)) }
}
