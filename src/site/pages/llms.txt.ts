import { root } from 'astro:config/server'
import { fileURLToPath } from 'node:url'
import { addressOf } from '../address.ts'
import { countClaims } from '../counts.ts'
import { allDocuments } from '../documents.ts'
import { type ListedPage, writeMap } from '../llms.ts'
import { readSettings } from '../settings.ts'
import { readAllVerdicts } from '../verdicts.ts'

export async function GET(): Promise<Response> {
  const here = fileURLToPath(root)
  const { base, origin } = readSettings(here)
  const pages = (await allDocuments()).map(
    (entry: { id: string; data: { title: string; description?: string } }): ListedPage => ({
      id: entry.id,
      title: entry.data.title,
      description: entry.data.description ?? '',
    }),
  )
  const counts = countClaims(readAllVerdicts(here))
  const text = writeMap(pages, counts, (id) => `${origin ?? ''}${addressOf(base, id)}`)
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
