/**
 * Refuses what a formula cannot take, with what was given and what is needed:
 * `servers is 2.5: a whole number of at least 1 is needed`.
 */
export function need(holds: boolean, seen: string, needed: string): void {
  if (!holds) throw new Error(`${seen}: ${needed} is needed`)
}

export function wholeNumber(name: string, value: number, least = 1): number {
  const holds = Number.isSafeInteger(value) && value >= least
  need(holds, `${name} is ${value}`, `a whole number of at least ${least}`)
  return value
}

export function aboveZero(name: string, value: number): number {
  need(value > 0 && Number.isFinite(value), `${name} is ${value}`, 'a finite number above 0')
  return value
}

export function zeroOrMore(name: string, value: number): number {
  need(value >= 0 && Number.isFinite(value), `${name} is ${value}`, 'a finite number of at least 0')
  return value
}

export function shareOfOne(name: string, value: number): number {
  need(value >= 0 && value <= 1, `${name} is ${value}`, 'a share between 0 and 1 (0 % and 100 %)')
  return value
}

/** A queue without an end to its waiting room only settles while its servers are busy for less than all the time. */
export function stable(load: number, servers: number): number {
  const utilisation = load / servers
  const percent = Number((utilisation * 100).toPrecision(4))
  need(
    utilisation < 1,
    `utilisation is ${percent} % (a load of ${Number(load.toPrecision(4))} on ${servers} ${servers === 1 ? 'server' : 'servers'})`,
    'a utilisation below 100 %',
  )
  return utilisation
}
