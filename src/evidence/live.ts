import { z } from 'zod'
import { value } from './measured.ts'

/**
 * A document as the function that a reader's browser runs, with what its claims compare; written by `check`,
 * bundled by the site. `.holdfast/live/<path>.json`.
 */
export const liveVersion = 1

/** An end that is null lies at infinity. */
const interval = z.object({
  low: z.number().nullable(),
  high: z.number().nullable(),
  open: z.enum(['low', 'high']).optional(),
})

const target = z.object({
  name: z.string(),
  path: z.array(z.string()),
  selector: z.enum(['mid', 'low', 'high', 'mean', 'belief', 'tipping']).nullable(),
  quantile: z.number().nullable(),
  input: z.string().nullable(),
})

const numeral = z.object({
  start: z.number().int(),
  end: z.number().int(),
  scale: z.number(),
  place: z.number(),
})

/** A stated number, its words read: what it accepts, in which unit, and how it would be written anew. */
const number = z.object({
  kind: z.literal('number'),
  refuted: z.boolean(),
  isRange: z.boolean(),
  factor: z.number(),
  /** How many of the last unit one of the first is, in `500 ms to 2 s`. */
  lowFactor: z.number(),
  region: z.object({ whole: interval, low: interval, high: interval }),
  /** Whether the number is the value itself, so that another value is another number. */
  follows: z.boolean(),
  low: numeral,
  high: numeral,
  /** What stands around a number in the statement's unit: `€`, ` connections`. */
  before: z.string(),
  after: z.string(),
})

const json = z.object({ kind: z.literal('json'), expected: z.unknown() })

const claim = z.object({
  anchor: z.string(),
  text: z.string(),
  /** Is an input, which the reader moves. */
  given: z.boolean(),
  target,
  accepts: z.discriminatedUnion('kind', [number, json]),
})

const input = z.object({
  kind: z.enum(['q', 'law']),
  name: z.string(),
  text: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  /** In canonical units; null for a law, which is read from its text. */
  unit: z.string().nullable(),
  /** For each number in the text, how many of the canonical unit one of it is. */
  factors: z.array(z.number()),
  /** Whether a const carries it; others stand inside of an expression. */
  named: z.boolean(),
  origin: z.object({ kind: z.enum(['source', 'assumed']), text: z.string() }).nullable(),
})

export const Live = z.object({
  schema: z.literal(liveVersion),
  path: z.string(),
  /** The body of a function of `$`, `$use` and `$m`. */
  body: z.string(),
  imports: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('document'), path: z.string() }),
      /** Relative to the root. */
      z.object({ kind: z.literal('module'), file: z.string() }),
    ]),
  ),
  inputs: z.array(input),
  recorded: z.record(z.string(), value),
  nouns: z.object({
    plurals: z.record(z.string(), z.string()),
    aliases: z.record(z.string(), z.string()),
  }),
  claims: z.array(claim),
})

export type Live = z.infer<typeof Live>
export type LiveClaim = z.infer<typeof claim>
export type LiveNumber = z.infer<typeof number>
