/** 10000 → `10,000`, with so many decimals, or with at most so many significant digits. */
export function printNumber(
  value: number,
  { decimals, digits = 6 }: { decimals?: number; digits?: number } = {},
): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : value < 0 ? '−∞' : 'no number'
  const plain =
    decimals === undefined
      ? plainDigits(Number(value.toPrecision(digits)))
      : value.toFixed(decimals)
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(.*)$/.exec(plain) ?? []
  const isZero = !/[1-9]/.test(plain)
  return (sign && !isZero ? '−' : '') + whole.replace(/\B(?=(\d{3})+$)/g, ',') + fraction
}

/** Never in powers of ten, which no claim may state. */
function plainDigits(value: number): string {
  const text = String(value)
  if (!text.includes('e')) return text
  return Math.abs(value) >= 1 ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, '')
}
