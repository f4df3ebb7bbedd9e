import { stable, wholeNumber, zeroOrMore } from './given.ts'

/**
 * The probability that an arrival finds all `servers` busy and is turned away, for an offered `load`
 * in erlangs. The recursion B(n) = aB(n−1) / (n + aB(n−1)) only adds and multiplies positive
 * numbers that stay below one, so that neither 10,000 servers nor a load of 10,000 overflow.
 */
export function erlangB(servers: number, load: number): number {
  wholeNumber('servers', servers)
  zeroOrMore('load', load)
  let blocked = 1
  for (let n = 1; n <= servers; n++) {
    const scaled = load * blocked
    blocked = scaled / (n + scaled)
  }
  return blocked
}

/**
 * The probability that an arrival has to wait where the waiting room has no end:
 * C = B / (1 − ρ + ρB), every term of which is positive.
 */
export function erlangC(servers: number, load: number): number {
  const blocked = erlangB(servers, load)
  const utilisation = stable(load, servers)
  return blocked / ((servers - load) / servers + utilisation * blocked)
}
