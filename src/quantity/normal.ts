/** The share of a standard normal distribution below x, by Marsaglia's series. */
export function normalBelow(x: number): number {
  if (x < -8) return 0
  if (x > 8) return 1
  let term = x
  let sum = x
  for (let n = 3; sum + term !== sum; n += 2) {
    term *= (x * x) / n
    sum += term
  }
  return 0.5 + sum * density(x)
}

/** The x below which a share p lies: a first guess (Abramowitz and Stegun 26.2.23), then Newton's steps. */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY
  if (p >= 1) return Number.POSITIVE_INFINITY
  if (p > 0.5) return -normalQuantile(1 - p)
  const t = Math.sqrt(-2 * Math.log(p))
  let x =
    (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3) -
    t
  // Far out the series has lost its digits, and the guess is better than a step from it.
  for (let steps = 0; steps < 3 && x > -6; steps++) x -= (normalBelow(x) - p) / density(x)
  return x
}

const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
