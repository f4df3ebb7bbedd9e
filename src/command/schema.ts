import { z } from 'zod'
import { Measured } from '../evidence/measured.ts'
import { ProofSummary } from '../evidence/proof.ts'
import { Verdicts } from '../evidence/verdicts.ts'
import { CheckOutput } from './check-output.ts'
import type { Context, ExitCode } from './command.ts'

/** JSON Schemas of all that other programs may read, by name. */
export const schemas = (): Record<string, unknown> => ({
  check: z.toJSONSchema(CheckOutput),
  verdicts: z.toJSONSchema(Verdicts),
  measured: z.toJSONSchema(Measured),
  proof: z.toJSONSchema(ProofSummary),
})

export async function run({ output }: Context): Promise<ExitCode> {
  output.write(`${JSON.stringify(schemas(), null, 2)}\n`)
  return 0
}
