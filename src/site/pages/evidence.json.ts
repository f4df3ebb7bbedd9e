import { root } from 'astro:config/server'
import { fileURLToPath } from 'node:url'
import { readProof } from '../../evidence/proof.ts'
import { countClaims, readCircumstances } from '../counts.ts'
import { listClaims } from '../evidence-list.ts'
import { readSettings } from '../settings.ts'
import { readAllVerdicts } from '../verdicts.ts'

/** The Evidence page as data. */
export async function GET(): Promise<Response> {
  const here = fileURLToPath(root)
  const all = readAllVerdicts(here)
  const body = {
    schema: 1,
    ...readCircumstances(all),
    counts: countClaims(all),
    proof: await readProof(here),
    claims: listClaims(all, readSettings(here).base),
  }
  return new Response(`${JSON.stringify(body, null, 2)}\n`, {
    headers: { 'content-type': 'application/json' },
  })
}
