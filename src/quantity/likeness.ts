/** Relative difference below which two numbers count as equal; it forgives what binary fractions add. */
export const likeness = 1e-9

export const isLike = (a: number, b: number): boolean =>
  a === b ||
  (Number.isFinite(a - b) && Math.abs(a - b) <= likeness * Math.max(Math.abs(a), Math.abs(b)))
