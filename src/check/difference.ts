import { type Message, report } from '../message/message.ts'
import { derivationOf } from './derivation.ts'
import type { Statement } from './judge-statement.ts'
import type { Seen } from './judged.ts'
import { type Origin, originOf } from './origin.ts'
import type { Project } from './project.ts'
import type { Results } from './seen.ts'

interface Difference {
  computed: string
  /** What the statement accepts, for the place beside it. */
  accepts?: string
  /** Whether `accept` could write another number here. */
  restatable: boolean
}

/** A statement that what came out does not bear out, with where the one or the other can be changed. */
export function differenceMessage(
  statement: Statement,
  seen: Seen,
  difference: Difference,
): Message {
  const { kind, place, text, path } = statement
  const { computed, accepts, restatable } = difference
  const where = lineOf(path, seen.origin)
  const isCalculated = seen.provenance === 'given' || seen.provenance === 'calculated'
  const restate = isCalculated && restatable ? `holdfast accept ${path}` : 'state what came out'
  const detail = {
    stated: text,
    computed,
    seen: verbOf(seen),
    cure: `${where === null ? restate : `${restate}, or change ${where}`}${again(seen)}`,
  }
  const id = kind === 'claim' ? 'claim-differs' : 'expectation-differs'
  const message = report(id, place, detail)
  return accepts === undefined ? message : { ...message, aside: `accepts ${accepts}` }
}

/** What a busy machine has measured says little, and a reader of the message cannot know whether it was. */
const again = ({ origin }: Seen): string =>
  origin?.kind === 'measured'
    ? `; if other work kept this machine busy, holdfast measure --force ${origin.path}`
    : ''

/** `computed 45`, `measured 45`. */
export const verbOf = ({ provenance }: Seen): string =>
  provenance === 'calculated' ? 'computed' : provenance

/** `line 31`, or `calculations/chat.md:31` for a name of another document; of a measured one its fence. */
function lineOf(path: string, origin: Origin | null): string | null {
  if (origin === null || origin.kind === 'model') return null
  const line = origin.kind === 'input' ? origin.input.span.line : origin.line
  const place = origin.path === path ? `line ${line}` : `${origin.path}:${line}`
  return origin.kind === 'measured' ? `the experiment at ${place}` : place
}

/** More lines than these help nobody; `holdfast explain` has them all. */
const mostSteps = 3
const mostPlaces = 3

interface Named {
  path: string
  name: string
  member: string
  line: number
  column: number
}

/** How the value came about, and where else it is stated. */
export function notesOnDifference({ project, outcomes }: Results, named: Named): string[] {
  const origin = originOf(project, named.path, named.name)
  if (!origin) return []
  const steps = derivationOf(project, outcomes, named)
    .slice(0, mostSteps)
    .map(({ text, path, line }) => `${text}  ${path}:${line}`)
  const own = `${named.path}:${named.line}:${named.column}`
  const stated = placesOf(project).get(keyOf(origin, named.member)) ?? new Set()
  const others = stated.size - (stated.has(own) ? 1 : 0)
  const shown = [...stated.values().take(mostPlaces + 1)]
    .filter((place) => place !== own)
    .slice(0, mostPlaces)
    .map((place) => `also stated at ${place}`)
  const more = others > mostPlaces ? [`and at ${others - mostPlaces} places more`] : []
  return [...steps, ...shown, ...more]
}

const keyOf = ({ path, name }: Origin, member: string): string => `${path} ${name} ${member}`

/** Where each value is stated. A wrong input makes many claims wrong, and each of them asks. */
function placesOf(project: Project): Map<string, Set<string>> {
  const known = placesByProject.get(project)
  if (known) return known
  const places = new Map<string, Set<string>>()
  for (const [path, { document }] of project.documents)
    for (const { name, member, textSpan } of document.claims) {
      const origin = originOf(project, path, name)
      if (!origin) continue
      const key = keyOf(origin, member)
      const stated = places.get(key) ?? new Set()
      places.set(key, stated.add(`${path}:${textSpan.line}:${textSpan.column}`))
    }
  placesByProject.set(project, places)
  return places
}

const placesByProject = new WeakMap<Project, Map<string, Set<string>>>()
