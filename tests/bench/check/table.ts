import { median } from '../../../sketches/drivers/ratio.ts'

/** A ratio of two medians, and what it may be at most. */
export interface Row {
  what: string
  over: number[]
  under: number[]
  most: number
}

/** Prints the ratios; the exit code tells whether all are within their bounds. */
export function show(rows: Row[]): void {
  const lines = rows.map(({ what, over, under, most }) => {
    const base = median(under)
    const ratio = median(over) / base
    const spread = [Math.min(...over) / base, Math.max(...over) / base].map(print).join(' to ')
    const isMet = ratio <= most
    if (!isMet) process.exitCode = 1
    return [print(ratio), `(${spread})`, `at most ${most}`, isMet ? 'met' : 'MISSED', what]
  })
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  process.stdout.write('ratio of medians (least to most), its bound\n')
  for (const line of lines)
    process.stdout.write(
      `  ${line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}\n`,
    )
}

const print = (value: number): string => value.toFixed(value < 1 ? 3 : 2)
