import { join } from 'node:path'
import { z } from 'zod'
import { evidenceFolder, readWhole, writeWhole } from './store.ts'

/** What `prove` found for the whole project, for the site; `.holdfast/proof.json`. */
export const ProofSummary = z.object({
  schema: z.literal(1),
  provenAt: z.string(),
  claims: z.number().int(),
  proven: z.number().int(),
  insensitive: z.number().int(),
  unproven: z.number().int(),
  unclaimed: z.number().int(),
})

export type ProofSummary = z.infer<typeof ProofSummary>

const pathOf = (root: string): string => join(root, evidenceFolder, 'proof.json')

export const writeProof = (
  root: string,
  found: Omit<ProofSummary, 'schema' | 'provenAt'>,
): Promise<void> =>
  writeWhole(pathOf(root), { schema: 1, provenAt: new Date().toISOString(), ...found })

export const readProof = (root: string): Promise<ProofSummary | null> =>
  readWhole(pathOf(root), ProofSummary)
