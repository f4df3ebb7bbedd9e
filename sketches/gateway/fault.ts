/** What an upstream does wrong from now on. */
export type Fault =
  | { kind: 'none' }
  /** Each answer takes this long. */
  | { kind: 'slow'; ms: number }
  /** Its connections break and new ones are refused. */
  | { kind: 'dead' }
  /** It takes requests and never answers. */
  | { kind: 'silent' }
  /** A share of the calls, from 0 to 1, is answered with this status. */
  | { kind: 'failing'; share: number; status: number }
  | { kind: Misbehaviour }

/** Answers that are wrong in form. */
export const misbehaviours = [
  'not http',
  'not json',
  'broken json',
  'deep json',
  'endless body',
  'dripping body',
  'body too short',
  'body too long',
  'two lengths',
  'reset in body',
  'reset in head',
  'endless head',
  'unasked upgrade',
  'endless hints',
  'redirect',
] as const

export type Misbehaviour = (typeof misbehaviours)[number]

/** What needs bytes that an HTTP/2 server does not let one write. */
const rawOnly: readonly string[] = [
  'not http',
  'body too long',
  'two lengths',
  'reset in head',
  'endless head',
  'unasked upgrade',
]

export function faultFrom(fault: Fault, protocol: 'h1' | 'h2'): Fault {
  if (protocol === 'h2' && rawOnly.includes(fault.kind))
    throw new TypeError(`Unexpected fault "${fault.kind}", expected one that HTTP/2 allows`)
  const {
    ms = 0,
    share = 0,
    status = 500,
  } = { ...fault } as {
    ms?: number
    share?: number
    status?: number
  }
  if (!(ms >= 0 && ms <= 600_000)) throw new RangeError(`Unexpected delay ${ms} ms`)
  if (!(share >= 0 && share <= 1))
    throw new RangeError(`Unexpected share ${share}, expected 0 to 1`)
  if (!(status >= 200 && status <= 599)) throw new RangeError(`Unexpected status ${status}`)
  return fault
}
