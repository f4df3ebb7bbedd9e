/** Where values fall on a plot, and which of them are named. */
export interface Scale {
  at: (value: number) => number
  ticks: number[]
  /** For who draws in the same frame again: its ends, the values there, the least of which is left out where it is 0. */
  ends: string
}

export interface Ends {
  from: number
  to: number
}

/** From 0 to a round number above the greatest value. */
export function linearScale(greatest: number, { from, to }: Ends, wanted = 5): Scale {
  const step = roundStep((greatest || 1) / wanted)
  const count = Math.max(1, Math.ceil((greatest || 1) / step - 1e-9))
  const top = step * count
  return {
    at: (value) => from + (value / top) * (to - from),
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
    ends: `${from} ${to} ${top}`,
  }
}

/** 1, 2 or 5 times a power of ten. */
export function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step))
  const factor = step / power
  return (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10) * power
}

/** Each tenfold takes the same way; for what spans more than a linear scale can show. */
export function logScale(
  { least, greatest }: { least: number; greatest: number },
  { from, to }: Ends,
): Scale {
  const low = Math.floor(Math.log10(least) + 1e-9)
  const high = Math.max(low + 1, Math.ceil(Math.log10(greatest) - 1e-9))
  return {
    at: (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)),
    ends: `${from} ${to} ${10 ** high} ${10 ** low}`,
  }
}

/** Half of all, nine of ten, 99 of 100 and 999 of 1,000 at like distances. */
export function percentileScale({ from, to }: Ends): Scale {
  const depth = (share: number): number => -Math.log10(1 - Math.min(share, 0.999))
  return {
    at: (share) => from + (depth(share) / 3) * (to - from),
    ticks: [0, 0.5, 0.9, 0.99, 0.999],
    // A falling scale is one of what is left.
    ends: `${from} ${to} 0.001 1`,
  }
}

/** To a tenth of what a picture is measured in. */
export const round = (value: number): number => Math.round(value * 10) / 10

/** A dot at each place of a line, as strokes of no length with round ends. */
export const dotsOn = (way: string): string => `M${way.replaceAll('L', 'h0M')}h0`
