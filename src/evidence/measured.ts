import { z } from 'zod'
import { keyOf } from './key.ts'

/** What experiments left behind, one file a document; written by `measure` alone; `.holdfast/measured/<path>.json`. */
export const measuredVersion = 2
/** Fewer valid runs than this are no result. */
export const validRuns = 3

/** A value as data, in canonical units; the room `run` says what each kind means. */
export const value = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quantity'), value: z.number(), unit: z.string() }),
  z.object({ kind: z.literal('number'), value: z.number() }),
  z.object({ kind: z.literal('law'), law: z.unknown(), unit: z.string(), text: z.string() }),
  z.object({ kind: z.literal('json'), json: z.unknown() }),
  z.object({ kind: z.literal('none'), why: z.string() }),
])

const names = z.record(z.string(), value)

const run = z.object({
  startedAt: z.iso.datetime(),
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

const experiment = z.object({
  /** Which measured fence of the document, counted from 0. */
  ordinal: z.number().int(),
  line: z.number().int(),
  /** Hash of everything that the result rests on. */
  key: z.string(),
  machine,
  commit: z.string().nullable(),
  measuredAt: z.iso.datetime(),
  runs: z.array(run),
  /** The medians over the valid runs; null where there were too few. */
  result: names.nullable(),
  /** Why there is no result. */
  reason: z.string().nullable(),
})

/** As it is kept: a result that somebody has changed does not fit its seal. */
export const Experiment = experiment.extend({ seal: z.string() })

export const Measured = z.object({
  schema: z.literal(measuredVersion),
  path: z.string(),
  experiments: z.array(Experiment),
})

/** Hash of all but where in its document the fence stands now. */
function sealOf(found: z.infer<typeof experiment>): string {
  const { ordinal: _, line: __, ...content } = experiment.parse(found)
  return keyOf({ content: JSON.stringify(content) })
}

export const sealed = (found: z.infer<typeof experiment>): Experiment => ({
  ...found,
  seal: sealOf(found),
})

export const isSealed = ({ seal, ...found }: Experiment): boolean => seal === sealOf(found)

export type Measured = z.infer<typeof Measured>
export type Experiment = z.infer<typeof Experiment>
export type ExperimentRun = z.infer<typeof run>
export type Machine = z.infer<typeof machine>
export type RecordedValue = z.infer<typeof value>
