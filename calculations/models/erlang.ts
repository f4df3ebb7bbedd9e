import type { Quantity } from '../../src/quantity/quantity.ts'
import { type Count, plainOf, ratio, wholeOf } from './amount.ts'
import * as numeric from './numeric/erlang.ts'

/** `load` is the mean number that would be served at once if there were servers for all: `little(arrivals, service)`. */
export interface Offered<L extends string, S extends string> {
  load: Count<L>
  servers: Count<S>
}

/**
 * The probability that an arrival finds all servers busy and is turned away:
 * B = (aᶜ/c!) / (1 + a + … + aᶜ/c!), by the recursion B(n) = aB(n − 1)/(n + aB(n − 1)).
 *
 * Source: A. K. Erlang, Solution of Some Problems in the Theory of Probabilities of Significance in
 * Automatic Telephone Exchanges (1917).
 *
 * @example erlangB({ load: q('20 calls'), servers: 10 }) //=> 53.796 %
 * @example erlangB({ load: q('200 calls'), servers: q('190 lines') }) //=> 8.8697 %
 */
export function erlangB<L extends string, S extends string>(offered: Offered<L, S>): Quantity<'1'> {
  return ratio(numeric.erlangB(wholeOf('servers', offered.servers), plainOf(offered.load)))
}

/**
 * The probability that an arrival has to wait where nobody is turned away: C = cB/(c − a(1 − B)).
 *
 * Source: A. K. Erlang (1917), as for `erlangB`.
 *
 * @example erlangC({ load: q('8 calls'), servers: 10 }) //=> 40.918 %
 * @example erlangC({ load: q('20 calls'), servers: 25 }) //=> 20.91 %
 */
export function erlangC<L extends string, S extends string>(offered: Offered<L, S>): Quantity<'1'> {
  return ratio(numeric.erlangC(wholeOf('servers', offered.servers), plainOf(offered.load)))
}
