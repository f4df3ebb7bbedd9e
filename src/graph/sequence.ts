/**
 * The n-th point of a fixed sequence that fills the unit cube evenly (Roberts' R-sequence, 2018): every run of a
 * calculation sees the same points, so that beliefs are equal everywhere.
 */
export function pointsOf(dimensions: number): (n: number) => number[] {
  const step = Array.from(
    { length: dimensions },
    (_, axis) => (1 / goldenRatio(dimensions)) ** (axis + 1),
  )
  return (n) => step.map((each) => (0.5 + each * (n + 1)) % 1)
}

/** The positive root of x^(d+1) = x + 1. */
function goldenRatio(dimensions: number): number {
  let root = 2
  for (let round = 0; round < 60; round++) root = (1 + root) ** (1 / (dimensions + 1))
  return root
}
