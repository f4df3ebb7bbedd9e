import { z } from 'zod'

const message = z.strictObject({
  id: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  path: z.string(),
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  length: z.number().int().nonnegative().optional(),
  text: z.string(),
  cure: z.string(),
  aside: z.string().optional(),
  notes: z.array(z.string()).optional(),
})

const count = z.number().int().nonnegative()

/** What `check --format json` writes. */
export const CheckOutput = z.strictObject({
  schema: z.literal(1),
  exitCode: z.union([z.literal(0), z.literal(1)]),
  counts: z.strictObject({
    ...{ documents: count, claims: count, given: count, assumed: count, calculated: count },
    ...{ derived: count, measured: count, refuted: count, expectations: count, fences: count },
    ...{ sketched: count, uncounted: count, unclaimed: count },
    ...{ holds: count, fails: count, stale: count, untested: count },
  }),
  messages: z.array(message),
})
