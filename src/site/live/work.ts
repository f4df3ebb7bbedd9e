import { beliefPoints, Explorer } from '../../graph/explore.ts'
import type { Bound } from '../../graph/graph.ts'
import { follow, isScalar, scalarOf } from '../../graph/select.ts'
import { blend, writeEnds } from './blend.ts'
import type { BundledClaim } from './bundle.ts'
import { between, type Outcome, one, outcomeOf, type Shown, shownOf } from './outcome.ts'
import type { LivePage } from './page.ts'

/** Enough to name the place to four digits. */
const halvings = 12

/** A claim with the ranges that reach it. */
type Reached = readonly [claim: BundledClaim, ranges: Bound[]]
type Names = Record<string, unknown>

/**
 * Works out every claim with the inputs as they are turned, the certain ones first, and last where the broken ones
 * broke. After each run there may be a pause, so that the page can be drawn. Where a claim broke takes long to find: that
 * all are judged is told before.
 */
export function* work(
  page: LivePage,
  names = page.names(),
  judged?: () => void,
): Generator<Shown | null> {
  const { claims, path } = page.bundle
  const explorer = new Explorer(page.graph, path)
  const ranges = page.knobs.flatMap(({ bound }) => (bound.isRange ? [bound] : []))
  const failing: [Shown, Reached][] = []
  for (const reached of yield* reachedBy(claims, ranges, explorer)) {
    const shown = shownOf(reached[0], yield* outcome(reached, names))
    if (shown.holds === false && !shown.claim.given) failing.push([shown, reached])
    yield shown
  }
  judged?.()
  failing.sort(([a], [b]) => Number(b.isBroken) - Number(a.isBroken))
  for (const [shown, reached] of failing) {
    const leftAt = yield* crossing(reached)
    if (leftAt !== null) yield { ...shown, leftAt }
  }

  /** Null also where a formula throws at some end of a range. */
  function* outcome(reached: Reached, names: Names): Generator<null, Outcome> {
    try {
      return yield* outcomeWithin(reached, names)
    } catch {
      return null
    }
  }

  function* outcomeWithin([{ target }, reached]: Reached, names: Names): Generator<null, Outcome> {
    const { selector } = target
    if (selector === 'tipping') {
      const knob = page.knobs.find(({ input }) => input.name === target.input)
      const found = knob && (yield* explorer.tippingSteps(target, knob.bound))
      return outcomeOf(found?.value)
    }
    const value = follow(names, target)
    if (reached.length === 0 || selector === 'mid' || !isScalar(value)) return outcomeOf(value)
    const isSampled = selector === 'mean' || selector === 'belief'
    const count = isSampled ? beliefPoints : 2 ** reached.length
    const values: number[] = []
    const step = isSampled ? 8 : 1
    for (let first = 0; first < count; first += step) {
      const points = { first, points: step }
      if (isSampled) values.push(...explorer.sample(target, reached, points))
      else values.push(...(explorer.extremes([target], reached, points)[0] ?? []))
      yield null
    }
    if (selector === 'mean') return one(values.reduce((sum, each) => sum + each, 0) / count)
    values.sort((a, b) => a - b)
    const at = (share: number): number =>
      values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN
    if (selector === null) return between(at(0), scalarOf(value), at(1))
    return one(at(selector === 'low' ? 0 : selector === 'high' ? 1 : (target.quantile ?? 0.5)))
  }

  /** The value of the input that was turned last at which a claim stops to hold; null where another one did that. */
  function* crossing(reached: Reached): Generator<null, string | null> {
    const { last, graph } = page
    const { selector } = reached[0].target
    if (last === null || selector === 'belief' || selector === 'mean') return null
    const { bound, start, input } = last
    const now = { ...bound }
    const ends = (share: number) => blend(start, now, share)
    function* holdsAt(share: number): Generator<null, boolean> {
      graph.set(Object.assign(bound, ends(share)), bound.mid)
      yield null
      return shownOf(reached[0], yield* outcome(reached, page.names())).holds === true
    }
    try {
      if (ends(0) === null || !(yield* holdsAt(0))) return null
      let [good, bad] = [0, 1]
      for (let round = 0; round < halvings; round++) {
        const middle = (good + bad) / 2
        if (yield* holdsAt(middle)) good = middle
        else bad = middle
      }
      return `${input.name} = ${writeEnds(input.text, start, ends(bad) ?? start)}`
    } finally {
      graph.bind(bound, bound.input.text)
    }
  }
}

/** The claims that no range reaches come first. */
function* reachedBy(
  claims: BundledClaim[],
  ranges: Bound[],
  explorer: Explorer,
): Generator<null, Reached[]> {
  const found = claims.map((claim): Reached => [claim, []])
  const targets = claims.map(({ target }) => target)
  for (const range of ranges) {
    const isReached = explorer.reached(targets, range)
    for (const [at, [, reached]] of found.entries()) if (isReached[at]) reached.push(range)
    yield null
  }
  const order = ([{ target }, reached]: Reached): number =>
    target.selector === 'tipping' ? 99 : reached.length
  return found.sort((a, b) => order(a) - order(b))
}
