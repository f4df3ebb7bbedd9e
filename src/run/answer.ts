import { toValue, whyNot } from '../graph/bind.ts'
import { beliefPoints } from '../graph/explore.ts'
import type { Bound, Graph, Ground } from '../graph/graph.ts'
import { isLaw } from '../graph/revive.ts'
import { follow, isScalar, scalarOf, selectMember, type Target } from '../graph/select.ts'
import { mostRanges, Survey } from '../graph/survey.ts'
import type { Value } from '../graph/value.ts'
import type { Nouns } from '../quantity/nouns.ts'
import { breaksOf } from './breaks.ts'
import { failureOf } from './failure.ts'
import type { Answer, Failure, JobDocument, Outcome, Tipping, Want } from './job.ts'
import { runThrows } from './throws.ts'
import { Untested } from './untested.ts'
import { asWritten } from './written.ts'

interface Graphs {
  calculation: Graph
  whole: Graph
  ground: Ground
  nouns: Nouns
}

/** Runs one document's functions and answers what its claims ask. */
export function answerDocument(document: JobDocument, graphs: Graphs): Outcome {
  const outcome: Outcome = { path: document.path, answers: [], names: {}, failures: [] }
  const calculated = attempt(document, graphs.calculation, outcome)
  if (calculated) {
    answerWants(
      document.wants.filter(({ whole }) => !whole),
      { graph: graphs.calculation, names: calculated, outcome, nouns: graphs.nouns },
    )
    for (const each of document.throws)
      runThrows(each, { path: document.path, names: calculated, ground: graphs.ground, outcome })
  }
  const derived =
    calculated && document.whole !== null ? attempt(document, graphs.whole, outcome) : null
  if (derived)
    answerWants(
      document.wants.filter(({ whole }) => whole),
      { graph: graphs.whole, names: derived, outcome, nouns: graphs.nouns },
    )
  for (const [name, value] of Object.entries(derived ?? calculated ?? {}))
    outcome.names[name] = toValue(value)
  return outcome
}

/** Runs a document twice: code that gives two results is no function of its inputs. */
function attempt(
  document: JobDocument,
  graph: Graph,
  outcome: Outcome,
): Record<string, unknown> | null {
  try {
    const first = graph.run(document.path)
    const once = asText(first)
    const again = asText(graph.run(document.path))
    if (once === again) return first
    outcome.failures.push(unstable(document.path))
  } catch (error) {
    if (!(error instanceof Untested)) outcome.failures.push(failureOf(error, document.path))
  }
  return null
}

const asText = (names: Record<string, unknown>): string =>
  JSON.stringify(Object.entries(names).map(([name, value]) => [name, toValue(value)]))

const unstable = (path: string): Failure => ({
  path,
  line: 1,
  column: 1,
  kind: 'unstable',
  text: 'two runs with the same inputs gave different results',
})

interface Evaluated {
  graph: Graph
  names: Record<string, unknown>
  outcome: Outcome
  nouns: Nouns
}

function answerWants(wants: Want[], { graph, names, outcome, nouns }: Evaluated): void {
  const { path } = outcome
  const targets = new Map<Want, Target>()
  for (const want of wants) {
    if (!(want.name in names)) {
      outcome.answers.push(noAnswer(want, `unknown-name`))
      continue
    }
    const selection = selectMember(want.name, want.member, names[want.name])
    if ('target' in selection) targets.set(want, selection.target)
    else outcome.answers.push(noAnswer(want, `unknown-member ${selection.members.join(' ')}`))
  }
  const explorer = new Survey(graph, path, [...targets.values()])
  const restsOn = explorer.restsOn()
  for (const [want, target] of targets) {
    const rests = restsOn.get(target) ?? []
    const value = follow(names, target)
    const answer: Answer = {
      ...noAnswer(want, ''),
      value: toValue(value),
      selected: target.selector,
      target,
      restsOn: rests.map(({ bound, moves }) => ({
        ...placeOf(bound),
        moves: moves.map(({ as, input, value }) => ({ to: asWritten(bound, input) ?? as, value })),
      })),
    }
    if (target.selector === 'tipping') fillTipping(answer, explorer, target)
    else if (typeof value === 'boolean') answer.tipping = explorer.tippings(target).map(tippingOf)
    else if (isScalar(value)) {
      const bounds = rests.map(({ bound }) => bound)
      spread(answer, {
        explorer,
        target,
        ranges: bounds.filter(({ isRange }) => isRange),
        outcome,
        value: scalarOf(value),
      })
      const { stated } = want
      if (stated)
        answer.tipping = breaksOf({
          explorer,
          target,
          stated,
          value: answer.value,
          rests: bounds,
          nouns,
        }).map(tippingOf)
    }
    if (target.selector === null && !isScalar(value))
      answer.varies = otherWithin({ target, value }, explorer, outcome)
    outcome.answers.push(answer)
  }
}

function tippingOf({ bound, factor, value }: Turned): Tipping {
  const written = asWritten(bound, value) ?? String(value)
  const isAsNow = written === asWritten(bound, bound.mid)
  const at = isAsNow ? `just ${factor < 1 ? 'below' : 'above'} ${written}` : written
  return { ...placeOf(bound), factor, value: toValue(value), at }
}

interface Turned {
  bound: Bound
  factor: number
  value: unknown
}

/** What is no number has no bounds: it has to be the same within all ranges. */
function otherWithin(
  { target, value }: { target: Target; value: unknown },
  explorer: Survey,
  outcome: Outcome,
): string | null {
  const ranges = explorer.ranges()
  if (ranges.length === 0) return null
  try {
    const other = explorer.otherwise(target, ranges)
    if (other === null) return null
    return isLaw(value) ? 'another distribution' : String(other).slice(0, mostOfOther)
  } catch (error) {
    outcome.failures.push(failureOf(error, outcome.path))
    return null
  }
}

/** Of an object that is another one within the ranges, as much as fits a message. */
const mostOfOther = 80

const placeOf = ({ path, input: { line, column } }: Bound) => ({ path, line, column })

/** The input at which a truth turns is one that it rests on, even where neither half nor double of it turns it. */
function fillTipping(answer: Answer, explorer: Survey, target: Target): void {
  const named = explorer.inputsNamed(target.input ?? '')
  const [bound] = named
  if (!bound || named.length > 1) {
    const why = `${named.length === 0 ? 'no input' : 'more than one input'} named ${target.input}`
    answer.value = { kind: 'none', why }
    return
  }
  const found = explorer.tipping(target, bound)
  if (found === null) {
    answer.value = { kind: 'none', why: `it does not change, whatever ${target.input} is` }
    return
  }
  answer.value = toValue(found.value)
  const place = placeOf(bound)
  const isThere = answer.restsOn.some(
    ({ path, line, column }) =>
      path === place.path && line === place.line && column === place.column,
  )
  if (!isThere) answer.restsOn.push({ ...place, moves: [{ to: '', value: null }] })
}

interface Spread {
  explorer: Survey
  target: Target
  ranges: Bound[]
  value: number
  outcome: Outcome
}

/** Fills in what ranges do to the value: its bounds, and the member that was asked for. */
function spread(answer: Answer, { explorer, target, ranges, value, outcome }: Spread): void {
  if (ranges.length === 0) return
  if (ranges.length > mostRanges) {
    outcome.failures.push({
      path: outcome.path,
      line: 1,
      column: 1,
      kind: 'too-many-ranges',
      text: `${target.name} rests on ${ranges.length} ranges`,
    })
    return
  }
  try {
    const corners = explorer.corners(target, ranges)
    if (!corners) return
    answer.uncertain = { low: corners.low, mid: value, high: corners.high }
    answer.notMonotone = corners.notMonotone
    if (corners.isBroken) {
      answer.value = { kind: 'none', why: 'it is no number within its ranges' }
      return
    }
    const selected = selectedOf(target, { ...corners, mid: value }, () =>
      explorer.sample(target, ranges, { first: 0, points: beliefPoints }),
    )
    const stated = target.selector === null ? [selected, corners.low, corners.high] : [selected]
    const broken = stated.find((number) => !Number.isFinite(number))
    answer.value =
      broken === undefined
        ? scaled(answer.value, selected)
        : { kind: 'none', why: `${whyNot(broken)} within its ranges` }
  } catch (error) {
    outcome.failures.push(failureOf(error, outcome.path))
  }
}

function selectedOf(
  target: Target,
  corners: { low: number; mid: number; high: number },
  sample: () => number[],
): number {
  switch (target.selector) {
    case 'low':
      return corners.low
    case 'high':
      return corners.high
    case 'mean': {
      const points = sample()
      return points.reduce((sum, each) => sum + each, 0) / points.length
    }
    case 'belief': {
      const points = sample().toSorted((a, b) => a - b)
      return (
        points[Math.min(points.length - 1, Math.floor((target.quantile ?? 0.5) * points.length))] ??
        Number.NaN
      )
    }
    default:
      return corners.mid
  }
}

const scaled = (value: Value, number: number): Value =>
  value.kind === 'quantity' || value.kind === 'number' ? { ...value, value: number } : value

const noAnswer = (want: Want, why: string): Answer => ({
  id: want.id,
  value: { kind: 'none', why },
  uncertain: null,
  selected: null,
  target: null,
  restsOn: [],
  tipping: [],
  varies: null,
  notMonotone: false,
})
