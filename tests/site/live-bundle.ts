import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compileFunction } from 'node:vm'
import type { Live } from '../../src/evidence/live.ts'
import { lawFromJSON, readLaw } from '../../src/quantity/law.ts'
import type { Bundle } from '../../src/site/live/bundle.ts'
import { keysOf } from '../../src/site/live-documents.ts'
import { guard } from '../../src/site/live-guard.ts'
import { claimsOf, jobImports } from '../../src/site/live-modules.ts'

/** What the site bundles for a page, made in this process: the same functions, the same data. */
export async function bundleOf(root: string, path: string, documents: Live[]): Promise<Bundle> {
  const files = documents.flatMap(({ imports }) =>
    imports.flatMap((each) => (each.kind === 'module' ? [each.file] : [])),
  )
  const modules: Record<string, unknown> = {}
  for (const file of new Set(files))
    modules[file] = await import(pathToFileURL(join(root, file)).href)
  const [own] = documents
  if (!own) throw new Error('a page without its document')
  return {
    path,
    modules,
    laws: { lawFromJSON, readLaw },
    nouns: own.nouns,
    claims: JSON.parse(claimsOf(documents)),
    documents: documents.map((live) => {
      const keys = keysOf(live, path)
      const run: unknown = compileFunction(guard(live.body), ['$', '$use', '$m'])
      return {
        path: live.path,
        run: run as Bundle['documents'][number]['run'],
        imports: jobImports(live.imports),
        inputs: live.inputs.map((input, at) => ({ ...input, key: keys[at] ?? '' })),
        recorded: live.recorded,
      }
    }),
  }
}
