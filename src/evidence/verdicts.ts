import { z } from 'zod'

/**
 * What one check saw in one document. Written whole by `check`, read by the site; `.holdfast/verdicts/<path>.json`.
 * What is added has a default, so that files of an earlier check stay readable; anything else is another version.
 */
export const verdictsVersion = 1

const verdict = z.enum(['holds', 'fails', 'stale', 'untested'])
const provenance = z.enum(['given', 'calculated', 'derived', 'measured'])

const place = z.object({
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  endLine: z.number().int().positive(),
  endColumn: z.number().int().positive(),
})

/** One step of how a value came about, an input or an operation, with the line on which it stands. */
const step = z.object({ text: z.string(), path: z.string(), line: z.number().int().positive() })

/** One run of an experiment as the claim sees it; a void run carries the reason. */
const run = z.object({ value: z.number(), text: z.string(), void: z.string().nullable() })

/** An input of a document, as a claim rests on it. */
const movable = z.object({
  input: z.string(),
  /** As written between the quotes. */
  text: z.string(),
  path: z.string(),
  line: z.number().int().positive(),
})

/** The value with one input moved and all others at their middles: a range to its ends, all else to half and double. */
const swing = movable.extend({
  low: z.object({ input: z.string(), value: z.number(), text: z.string() }),
  high: z.object({ input: z.string(), value: z.number(), text: z.string() }),
})

/**
 * Where an input turns a truth around, or carries a number out of what is stated of it, all others as the claim takes
 * them; the nearest such value within a factor of 16.
 */
const tipping = movable.extend({ value: z.number(), unit: z.string(), at: z.string() })

/** Numbers between two ends; null where there is no end, and `open` where the end itself is outside. */
const interval = z.object({
  low: z.number().nullable(),
  high: z.number().nullable(),
  open: z.enum(['low', 'high']).nullable(),
})

/**
 * What a claim accepts and what came out, as numbers in the canonical unit, in which runs and swings are too: a number
 * of them through `perStated` is one of the unit that the claim writes.
 */
const scale = z.object({
  unit: z.string(),
  stated: z.string(),
  perStated: z.number(),
  /** What the statement accepts; of a refuted one, what the value must lie outside of. */
  accepts: interval,
  /** Of a range against an uncertain value: what is accepted of either bound. */
  ends: z.object({ low: interval, high: interval }).nullable(),
  value: z.number(),
  /** The bounds of an uncertain value, `value` being its middle then. */
  bounds: z.object({ low: z.number(), high: z.number() }).nullable(),
})

const judged = z.object({
  /** From the first character of what is stated to behind its last. */
  place,
  /** What is stated, as the reader sees it. */
  text: z.string(),
  /** The name it is checked against, `pool.mid`. */
  name: z.string(),
  verdict,
  provenance,
  /** Rests on an input that somebody assumed. */
  assumed: z.boolean(),
  refuted: z.boolean(),
  /** What the statement accepts, in words: `47.5 to 52.5 connections`. */
  accepts: z.string(),
  /** What came out, in the unit of the statement; null while nothing did. */
  value: z.string().nullable(),
  derivation: z.array(step),
  /** Why it fails, is stale or is untested; null where it holds. */
  reason: z.string().nullable(),
})

const claim = judged.extend({
  scheme: z.enum(['calc', 'measured', 'derived']),
  /** Unique in its document and stable while the claims before it on the same name stay: `claim-pool-mid-2`. */
  anchor: z.string(),
  threshold: z.boolean(),
  /** Every run behind a measured claim; empty for others. */
  runs: z.array(run),
  /** Null where the claim is about no number, or where nothing came out. */
  scale: scale.nullable().default(null),
  /** By size, the farthest first; empty for what is given or measured. */
  swing: z.array(swing).default([]),
  /** Of a truth, a comparison and a refuted number; a number that is the value itself only becomes another one. */
  tipping: z.array(tipping).default([]),
  /** The experiments that it rests on, each by its document and the line of its fence. */
  experiments: z
    .array(z.object({ path: z.string(), line: z.number().int().positive() }))
    .default([]),
})

const diagnostic = z.object({
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  code: z.string(),
  text: z.string(),
})

const fence = z.object({
  place,
  /** `calculation`, `measured`, `sketch`, … */
  use: z.string(),
  verdict,
  reason: z.string().nullable(),
  /** What the compiler says about a `refused` fence, each at its place. */
  diagnostics: z.array(diagnostic).default([]),
})

const input = z.object({
  place,
  name: z.string(),
  kind: z.enum(['value', 'range', 'law']),
  /** As written between the quotes. */
  text: z.string(),
  /** `source` or `assumed`, and what the author says about it; null where neither stands. */
  origin: z.object({ kind: z.enum(['source', 'assumed']), text: z.string() }).nullable(),
})

const problem = z.object({
  id: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  text: z.string(),
  cure: z.string(),
})

/** What a plot draws: amounts of one unit, by percentile, by name or along another amount. */
const drawing = z.object({
  shape: z.enum(['curves', 'bars', 'lines']),
  unit: z.string(),
  /** What runs along, of lines. */
  along: z.object({ name: z.string(), unit: z.string() }).nullable(),
  /** Points are (share, amount) of curves, (along, amount) of lines; a bar is one point at 0. */
  series: z.array(
    z.object({ name: z.string(), points: z.array(z.tuple([z.number(), z.number()])) }),
  ),
})

/** One experiment: when and where its figures were taken. */
const experiment = z.object({
  line: z.number().int().positive(),
  verdict,
  reason: z.string().nullable(),
  measuredAt: z.string().nullable(),
  freshUntil: z.string().nullable(),
  validRuns: z.number().int(),
  voidRuns: z.number().int(),
  /** `4 × Some CPU, 16 GB, Linux 6.1, Node 26.10.0`; null while it never ran. */
  machine: z.string().nullable(),
  commit: z.string().nullable(),
})

/** A weight as a share of 1, or a score. */
const cell = z.object({
  /** As written, `40 %` or `5`. */
  text: z.string(),
  /** The value that is calculated with; null while its document could not be evaluated. */
  value: z.number().nullable(),
  /** The name that it rests on, and the anchor of the claim; null where it is judged by the deciders. */
  name: z.string().nullable(),
  anchor: z.string().nullable(),
})

/** A record's decision matrix. Options and criteria are meant by their place in these lists. */
const matrix = z.object({
  place,
  options: z.array(
    z.object({
      name: z.string(),
      /** The weighted mean of its scores, at the middles of all ranges; null while it could not be evaluated. */
      total: z.number().nullable(),
      /** What ranges do to the total; null where none reaches it. */
      low: z.number().nullable(),
      high: z.number().nullable(),
    }),
  ),
  criteria: z.array(
    z.object({
      name: z.string(),
      weight: cell,
      /** One for each option, in their order. */
      scores: z.array(cell),
      /** The nearest weight at which another option wins, and how far that is; null where no weight does it. */
      flip: z
        .object({ weight: z.number(), distance: z.number(), option: z.number().int() })
        .nullable(),
    }),
  ),
  /** The options that the record chose. */
  chosen: z.array(z.number().int()),
  winner: z.number().int().nullable(),
  runnerUp: z.number().int().nullable(),
  /** The winner's total less that of the next. */
  margin: z.number().nullable(),
  /** The criterion with the nearest flip. */
  nearest: z.number().int().nullable(),
})

/** A value that a document draws: `![Delivery times](plot:delivery)`. */
const plot = z.object({
  place,
  words: z.string(),
  name: z.string(),
  provenance,
  verdict,
  reason: z.string().nullable(),
  /** Null while nothing came out. */
  drawing: drawing.nullable(),
  /** Of a record's decision matrix: the record, and what is drawn instead; null while nothing came out. */
  decision: z.object({ path: z.string(), title: z.string(), matrix }).nullable().default(null),
})

export const Verdicts = z.object({
  schema: z.literal(verdictsVersion),
  path: z.string(),
  title: z.string(),
  kind: z.enum(['record', 'calculation', 'report', 'page']),
  /** Proposed, Accepted, …; null for what is no record. Deprecated and superseded ones are not checked. */
  status: z.string().nullable(),
  checkedAt: z.string(),
  commit: z.string().nullable(),
  claims: z.array(claim),
  expectations: z.array(judged),
  fences: z.array(fence),
  plots: z.array(plot),
  inputs: z.array(input),
  experiments: z.array(experiment),
  uncounted: z.number().int(),
  /** Null or missing where the document has none. */
  matrix: matrix.nullable().optional(),
  problems: z.array(problem),
})

export type Verdicts = z.infer<typeof Verdicts>
export type Verdict = z.infer<typeof verdict>
export type Provenance = z.infer<typeof provenance>
export type Drawing = z.infer<typeof drawing>
export type JudgedPlot = z.infer<typeof plot>
export type DecisionMatrix = z.infer<typeof matrix>
export type DrawnDecision = NonNullable<JudgedPlot['decision']>
export type JudgedClaim = z.infer<typeof claim>
