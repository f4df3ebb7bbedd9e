import { z } from 'zod'

/** What experiments left behind, one file a document; written by `measure` alone; `.holdfast/measured/<path>.json`. */
export const measuredVersion = 1

/** A value as data, in canonical units; the room `run` says what each kind means. */
const value = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quantity'), value: z.number(), unit: z.string() }),
  z.object({ kind: z.literal('number'), value: z.number() }),
  z.object({ kind: z.literal('law'), law: z.unknown(), unit: z.string(), text: z.string() }),
  z.object({ kind: z.literal('json'), json: z.unknown() }),
  z.object({ kind: z.literal('none'), why: z.string() }),
])

const names = z.record(z.string(), value)

const run = z.object({
  startedAt: z.string(),
  seconds: z.number(),
  /** Why the run does not count; null where it does. */
  void: z.string().nullable(),
  names,
})

export const machine = z.object({
  cpu: z.string(),
  cores: z.number().int(),
  memoryGigabytes: z.number().int(),
  kernel: z.string(),
  node: z.string(),
})

export const Experiment = z.object({
  /** Which measured fence of the document, counted from 0. */
  ordinal: z.number().int(),
  line: z.number().int(),
  /** Hash of everything that the result rests on. */
  key: z.string(),
  machine,
  commit: z.string().nullable(),
  measuredAt: z.string(),
  runs: z.array(run),
  /** The medians over the valid runs; null where there were too few. */
  result: names.nullable(),
  /** Why there is no result. */
  reason: z.string().nullable(),
})

export const Measured = z.object({
  schema: z.literal(measuredVersion),
  path: z.string(),
  experiments: z.array(Experiment),
})

export type Measured = z.infer<typeof Measured>
export type Experiment = z.infer<typeof Experiment>
export type ExperimentRun = z.infer<typeof run>
export type Machine = z.infer<typeof machine>
export type RecordedValue = z.infer<typeof value>
