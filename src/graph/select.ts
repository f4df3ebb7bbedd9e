/**
 * The members that a value has beside its own: of an uncertain one its bounds, its middle, its mean, its beliefs; of a
 * truth the value of an input at which it changes, `fits.tipping.payload`.
 */
export type Selector = 'mid' | 'low' | 'high' | 'mean' | 'belief' | 'tipping'

export interface Target {
  name: string
  /** Members of the value itself, in order. */
  path: string[]
  selector: Selector | null
  /** The share of `belief.p90`: 0.9. */
  quantile: number | null
  /** The input of `tipping.payload`. */
  input: string | null
}

export type Selection = { target: Target } | { unknown: string; members: string[] }

/**
 * `delivery.p99`, `pool.mid`, `matrix.margin.low` → the path through the value, as it is in one run, and what is
 * taken of the uncertain value behind it. A law has a mean of its own, which is meant then.
 */
export function selectMember(name: string, member: string, value: unknown): Selection {
  const segments = member === '' ? [] : member.split('.')
  const path: string[] = []
  let current = value
  for (const [index, segment] of segments.entries()) {
    const next = memberOf(current, segment)
    if (next !== undefined) {
      path.push(segment)
      current = next
      continue
    }
    const rest = segments.slice(index)
    const selected = isScalar(current)
      ? selectorOf(rest)
      : typeof current === 'boolean' || typeof current === 'string'
        ? truthOf(rest, current)
        : null
    if (selected) return { target: { name, path, ...selected } }
    return { unknown: rest.join('.'), members: membersOf(current) }
  }
  return { target: { name, path, selector: null, quantile: null, input: null } }
}

/** What the target's path, which was found in one run, leads to in the names of another. */
export const follow = (
  names: Record<string, unknown>,
  { name, path }: Pick<Target, 'name' | 'path'>,
): unknown => path.reduce<unknown>((value, segment) => Object(value)[segment], names[name])

type Selected = Pick<Target, 'selector' | 'quantile' | 'input'>

/** A truth or a text at the middles of all ranges, and where a truth turns around. */
function truthOf(rest: string[], truth: boolean | string): Selected | null {
  if (rest.length === 1 && rest[0] === 'mid')
    return { selector: 'mid', quantile: null, input: null }
  return typeof truth === 'boolean' ? tippingOf(rest) : null
}

function tippingOf([first, input, ...more]: string[]): Selected | null {
  if (first !== 'tipping' || input === undefined || more.length > 0) return null
  return { selector: 'tipping', quantile: null, input }
}

function selectorOf(rest: string[]): Selected | null {
  const [first = '', second] = rest
  if (first === 'belief') {
    const digits = rest.length === 2 ? second?.match(/^p(\d{1,4})$/)?.[1] : undefined
    return digits === undefined
      ? null
      : { selector: 'belief', quantile: quantileOf(digits), input: null }
  }
  if (rest.length !== 1) return null
  return first === 'mid' || first === 'low' || first === 'high' || first === 'mean'
    ? { selector: first, quantile: null, input: null }
    : null
}

/** `99` → 0.99, `999` → 0.999, `5` → 0.05. */
const quantileOf = (digits: string): number =>
  digits.length <= 2 ? Number(digits) / 100 : Number(digits) / 10 ** digits.length

/** Own members and getters of the value; methods are no values. */
function memberOf(value: unknown, segment: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (isScalar(value)) return undefined
  if (!Object.hasOwn(value, segment) && !hasGetter(value, segment)) return undefined
  const member = Reflect.get(value, segment)
  return typeof member === 'function' ? undefined : member
}

function hasGetter(value: object, segment: string): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (typeof prototype !== 'object' || prototype === null || prototype === Object.prototype)
    return false
  return Object.getOwnPropertyDescriptor(prototype, segment)?.get !== undefined
}

function membersOf(value: unknown): string[] {
  if (isScalar(value)) return ['mid', 'low', 'high', 'mean', 'belief.p90']
  if (typeof value === 'boolean') return ['mid', 'tipping.INPUT']
  if (typeof value === 'string') return ['mid']
  if (typeof value !== 'object' || value === null) return []
  const prototype: unknown = Object.getPrototypeOf(value)
  const getters =
    typeof prototype === 'object' && prototype !== null && prototype !== Object.prototype
      ? Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { get }]) =>
          get ? [name] : [],
        )
      : []
  return [
    ...Object.keys(value).filter((key) => typeof Reflect.get(value, key) !== 'function'),
    ...getters,
  ]
}

/** A plain number or a quantity: what bounds and beliefs are about. */
export const isScalar = (value: unknown): value is number | { value: number; unit: string } =>
  typeof value === 'number' ||
  (typeof value === 'object' &&
    typeof Object(value).value === 'number' &&
    typeof Object(value).unit === 'string')

export const scalarOf = (value: number | { value: number }): number =>
  typeof value === 'number' ? value : value.value
