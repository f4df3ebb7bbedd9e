import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import type { Live } from '../evidence/live.ts'
import type { JobImport } from '../graph/value.ts'
import { addressOf } from './address.ts'
import { keysOf, liveDocuments, liveFolder, livePaths } from './live-documents.ts'
import { guard } from './live-guard.ts'

const prefix = 'virtual:holdfast-live/'

/**
 * Bundles the functions of documents for their pages: one module a page, which holds the bodies that check wrote,
 * imports the models that they use, and starts. Nothing is compiled or run here.
 */
export function liveModules(root: string): Plugin {
  return {
    name: 'holdfast-live',
    buildStart() {
      if (this.environment.name !== 'client' || this.environment.mode !== 'build') return
      for (const path of livePaths(root))
        this.emitFile({ type: 'chunk', id: idOf(path), fileName: fileOf(path) })
    },
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    load: (id) => {
      if (!id.startsWith(`\0${prefix}`)) return null
      const path = `${id.slice(prefix.length + 1)}.md`
      const documents = liveDocuments(root, path)
      return documents === null ? null : moduleOf(root, path, documents)
    },
    configureServer: ({ watcher, moduleGraph }) => {
      watcher.add(liveFolder(root))
      const forget = (file: string): void => {
        if (!file.startsWith(liveFolder(root))) return
        for (const [id, module] of moduleGraph.idToModuleMap)
          if (id.startsWith(`\0${prefix}`)) moduleGraph.invalidateModule(module)
      }
      watcher.on('add', forget)
      watcher.on('change', forget)
    },
  }
}

/** An id that ends in `.md` would be taken for a page. */
const idOf = (path: string): string => prefix + path.replace(/\.md$/, '')

const fileOf = (path: string): string =>
  `_astro/live-${path.replace(/\.md$/, '').replaceAll('/', '-')}.js`

interface LivePlace {
  root: string
  base: string
  path: string
  documents: Live[]
}

/** Where a page finds its module; the address changes with what the module is made of. */
export function liveAddress({ root, base, path, documents }: LivePlace): string {
  if (import.meta.env.DEV) return `${addressOf(base, '')}@id/${idOf(path)}`
  const hash = createHash('sha256').update(JSON.stringify(documents)).update(codeOf(root))
  return `${addressOf(base, fileOf(path))}?v=${hash.digest('hex').slice(0, 8)}`
}

/** Everything that a page's module may import, and what writes it. */
function codeOf(root: string): string {
  const folders = ['live', 'plots'].map((folder) => `src/site/${folder}`)
  folders.push('src/graph', 'src/quantity', 'calculations/models')
  code ??= ['src/site/live-*.ts', ...folders.map((folder) => `${folder}/**/*.ts`)]
    .flatMap((files) => globSync(files, { cwd: root }).sort())
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n')
  return code
}

let code: string | undefined

function moduleOf(root: string, path: string, documents: Live[]): string {
  const files = [...new Set(documents.flatMap(filesOf))].sort()
  const imports = [`import { start } from ${literal(own('./live/panel.ts'))}`]
  imports.push(...files.map((file, at) => `import * as m${at} from ${literal(join(root, file))}`))
  const hasLaws = documents.some(({ inputs, recorded }) =>
    /"law"/.test(JSON.stringify([inputs, recorded])),
  )
  if (hasLaws)
    imports.push(`import { lawFromJSON, readLaw } from ${literal(own('../quantity/law.ts'))}`)
  const modules = files.map((file, at) => `${literal(file)}: m${at}`)
  return `${imports.join('\n')}
start({
path: ${literal(path)},
modules: { ${modules.join(', ')} },
laws: ${hasLaws ? '{ lawFromJSON, readLaw }' : 'null'},
nouns: ${literal(documents[0]?.nouns ?? {})},
claims: ${claimsOf(documents)},
documents: [${documents.map((each) => documentOf(each, path)).join(',\n')}],
})`
}

const filesOf = ({ imports }: Live): string[] =>
  imports.flatMap((each) => (each.kind === 'module' ? [each.file] : []))

/** The prose between the code has left empty lines, which a page does not need. */
function documentOf(live: Live, page: string): string {
  const keys = keysOf(live, page)
  const inputs = live.inputs.map(({ named: _, origin: __, ...input }, at) => ({
    ...input,
    key: keys[at],
  }))
  const { path, imports, recorded, body } = live
  const jobs = jobImports(imports)
  return `{ ${JSON.stringify({ path, imports: jobs, inputs, recorded }).slice(1, -1)}, run: ($, $use, $m) => {
${guard(body).replace(/\n\s*(?=\n)/g, '')}
} }`
}

/** What the page's own module calls a module is its file. */
export const jobImports = (imports: Live['imports']): JobImport[] =>
  imports.map((each) => (each.kind === 'document' ? each : { kind: 'module', url: each.file }))

/** As JSON and as code. An end at infinity is one of the numbers that both can write and neither can hold. */
export const claimsOf = ([own]: Live[]): string =>
  literal(own?.claims ?? [])
    .replaceAll('"low":null', '"low":-1e999')
    .replaceAll('"high":null', '"high":1e999')

const literal = (value: unknown): string => JSON.stringify(value)

const own = (file: string): string => fileURLToPath(new URL(file, import.meta.url))
