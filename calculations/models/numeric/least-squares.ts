/** One observation: how the coefficients enter it, and what it should come to. */
export interface Equation {
  terms: readonly number[]
  value: number
}

/**
 * The coefficients x that make Σ(value − terms·x)² least, or null where the equations do not
 * determine them. Columns are scaled to length one first, so that terms of very different size
 * (1 beside N(N − 1) for N = 10,000) lose no digits to each other.
 */
export function leastSquares(equations: readonly Equation[]): number[] | null {
  const width = equations[0]?.terms.length ?? 0
  const lengths = Array.from({ length: width }, (_, column) =>
    Math.hypot(...equations.map((equation) => at(equation.terms, column))),
  )
  if (width === 0 || lengths.some((length) => !(length > 0))) return null
  const matrix = lengths.map((rowLength, row) => [
    ...lengths.map(
      (columnLength, column) => inner(equations, row, column) / rowLength / columnLength,
    ),
    equations.reduce((sum, { terms, value }) => sum + (at(terms, row) / rowLength) * value, 0),
  ])
  const scaled = eliminate(matrix)
  return scaled === null ? null : scaled.map((x, column) => x / at(lengths, column))
}

function inner(equations: readonly Equation[], row: number, column: number): number {
  return equations.reduce((sum, { terms }) => sum + at(terms, row) * at(terms, column), 0)
}

/** Gauss with the largest pivot: rows of coefficients that end in their right-hand side → the solution. */
function eliminate(rows: number[][]): number[] | null {
  const width = rows.length
  for (let pivot = 0; pivot < width; pivot++) {
    const best = rows.slice(pivot).reduce((a, b) => (size(b, pivot) > size(a, pivot) ? b : a))
    if (size(best, pivot) < 1e-14) return null
    rows[rows.indexOf(best)] = rows[pivot] as number[]
    rows[pivot] = best
    for (const row of rows.slice(pivot + 1)) {
      const factor = at(row, pivot) / at(best, pivot)
      for (let column = pivot; column <= width; column++) {
        row[column] = at(row, column) - factor * at(best, column)
      }
    }
  }
  const solution = new Array<number>(width).fill(0)
  for (let line = width - 1; line >= 0; line--) {
    const row = rows[line] as number[]
    const known = solution.reduce((sum, x, column) => sum + x * at(row, column), 0)
    solution[line] = (at(row, width) - known) / at(row, line)
  }
  return solution
}

const size = (row: readonly number[], column: number): number => Math.abs(at(row, column))

function at(values: readonly number[], index: number): number {
  const value = values[index]
  if (value === undefined) throw new Error(`no value ${index} of ${values.length}`)
  return value
}
