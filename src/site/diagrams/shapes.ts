export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export const nothing: Box = { x: 0, y: 0, width: 0, height: 0 }

export const around = (x: number, y: number, { rx, ry }: { rx: number; ry: number }): Box => ({
  x: x - rx,
  y: y - ry,
  width: 2 * rx,
  height: 2 * ry,
})

export const numbersOf = (text: string | null): number[] =>
  [...(text ?? '').matchAll(/-?\d*\.?\d+(?:e[-+]?\d+)?/gi)].map(([value]) => Number(value))

export function ofPoints(numbers: number[]): Box {
  const xs = numbers.filter((_, at) => at % 2 === 0)
  const ys = numbers.filter((_, at) => at % 2 === 1)
  if (xs.length === 0 || ys.length === 0) return nothing
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** End points and control points of every segment: never smaller than the path, rarely much larger. */
export function pointsOfPath(d: string): number[] {
  const points: number[] = []
  let [x, y] = [0, 0]
  for (const [, command = '', rest = ''] of d.matchAll(/([a-z])([^a-z]*)/gi)) {
    const relative = command === command.toLowerCase()
    const kind = command.toUpperCase()
    const values = numbersOf(rest)
    const size = { H: 1, V: 1, A: 7, C: 6, S: 4, Q: 4, Z: 0 }[kind] ?? 2
    for (let at = 0; size > 0 && at + size <= values.length; at += size) {
      const own = values.slice(at, at + size)
      const [originX, originY] = relative ? [x, y] : [0, 0]
      const pairs = pairsOf(kind, own, { x: x - originX, y: y - originY })
      for (const [px, py] of pairs) points.push(px + originX, py + originY)
      x = points.at(-2) ?? x
      y = points.at(-1) ?? y
    }
  }
  return points
}

function pairsOf(kind: string, own: number[], at: { x: number; y: number }): [number, number][] {
  if (kind === 'H') return [[own[0] ?? 0, at.y]]
  if (kind === 'V') return [[at.x, own[0] ?? 0]]
  if (kind === 'A') return bulge(own)
  const pairs: [number, number][] = []
  for (let i = 0; i + 1 < own.length; i += 2) pairs.push([own[i] ?? 0, own[i + 1] ?? 0])
  return pairs
}

/** The end of an arc, and how far it may bend above and below. */
function bulge([, ry = 0, , , , x = 0, y = 0]: number[]): [number, number][] {
  return [
    [x, y - ry],
    [x, y + ry],
    [x, y],
  ]
}
