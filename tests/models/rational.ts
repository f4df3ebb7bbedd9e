/** An exact fraction: the models' floating-point results are compared with these. */
export class Rational {
  readonly over: bigint
  readonly under: bigint

  constructor(over: bigint, under = 1n) {
    if (under === 0n) throw new Error(`${over}/0 is no number`)
    const divisor = greatestCommon(over, under) * (under < 0n ? -1n : 1n)
    this.over = over / divisor
    this.under = under / divisor
  }

  plus(other: Rational): Rational {
    return new Rational(this.over * other.under + other.over * this.under, this.under * other.under)
  }

  minus(other: Rational): Rational {
    return this.plus(new Rational(-other.over, other.under))
  }

  times(other: Rational): Rational {
    return new Rational(this.over * other.over, this.under * other.under)
  }

  per(other: Rational): Rational {
    return new Rational(this.over * other.under, this.under * other.over)
  }

  power(exponent: number): Rational {
    return new Rational(this.over ** BigInt(exponent), this.under ** BigInt(exponent))
  }

  /** The nearest double but for the last place, however many digits the fraction has. */
  get value(): number {
    const scale = 10n ** 400n
    const digits = (this.over * scale) / this.under
    return Number(`${digits}e-400`)
  }
}

export const fraction = (over: number | bigint, under: number | bigint = 1): Rational =>
  new Rational(BigInt(over), BigInt(under))

export const sum = (terms: readonly Rational[]): Rational =>
  terms.reduce((a, b) => a.plus(b), fraction(0))

export const factorial = (n: number): Rational =>
  Array.from({ length: n }, (_, index) => fraction(index + 1)).reduce(
    (a, b) => a.times(b),
    fraction(1),
  )

export const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, n) => n)

function greatestCommon(a: bigint, b: bigint): bigint {
  let [large, small] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (small > 0n) [large, small] = [small, large % small]
  return large
}
