/** So many lines as documents have them: literals with ranges, products, quotients, sums; no two alike. */
export function quantityLines(count: number): string[] {
  const nouns = [
    'message',
    'client',
    'op',
    'request',
    'connection',
    'job',
    'image',
    'worker',
    'user',
  ]
  return Array.from({ length: count / 4 }, (_, n) => {
    const [a, b, c] = [0, 1, 2].map(
      (shift) => nouns[(n * 7 + shift * (1 + (n % 4))) % nouns.length],
    )
    return [
      `const rate${n} = q('${(n * 13 + 5).toLocaleString('en')} ${a}s/${b}/minute')`,
      `const cost${n} = q('${n + 1} to ${n + 9}.5 ${c}s/${a}')`,
      `const busy${n} = rate${n}.times(cost${n}).times(q('${n + 1} ms'))`,
      `const need${n} = busy${n}.plus(busy${n}.times(0.2)).per(q('${n + 2} ${c}s')).ceil()`,
    ]
  }).flat()
}
