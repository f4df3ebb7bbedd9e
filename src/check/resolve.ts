import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Compiled } from '../compile/compile.ts'
import type { Import, Program } from '../compile/program.ts'
import { placeOf } from '../document/span.ts'
import type { JobImport } from '../graph/value.ts'
import { type Message, report } from '../message/message.ts'
import { nearest } from '../message/nearest.ts'
import { checkNames } from './imported-names.ts'

/** What the imports of a program lead to; null where one leads nowhere, which is reported. */
export interface Resolver {
  root: string
  byPath: Map<string, Compiled>
  problems: Message[]
}

/** The imports of calculations and derived fences: other documents and models, nothing that acts on the world. */
export function resolveImports(
  resolver: Resolver,
  path: string,
  program: Program,
): JobImport[] | null {
  const resolved = program.imports.map((each) => resolveImport(resolver, path, each))
  return resolved.every((each) => each !== null) ? resolved : null
}

function resolveImport(resolver: Resolver, path: string, imported: Import): JobImport | null {
  if (imported.isDocument) return resolveDocument(resolver, path, imported)
  const place = placeOf(path, imported.fromSpan)
  const { from } = imported
  if (isSketch(path, from)) {
    resolver.problems.push(report('import-sketch', place, { from }))
    return null
  }
  const url = moduleUrl(resolver.root, path, from)
  if (url === null)
    resolver.problems.push(
      report('import-forbidden', place, { from, meant: meantImport(resolver, path, from) }),
    )
  return url === null ? null : { kind: 'module', url }
}

function resolveDocument(resolver: Resolver, path: string, imported: Import): JobImport | null {
  const { from, fromSpan } = imported
  const target = posix.join(posix.dirname(path), from)
  const found = resolver.byPath.get(target)
  if (!found || !from.startsWith('.')) {
    const meant = meantPath(resolver, path, target)
    resolver.problems.push(report('import-unknown', placeOf(path, fromSpan), { from, meant }))
    return null
  }
  const importer = resolver.byPath.get(path)
  const problems = importer ? checkNames(importer, imported, found) : []
  resolver.problems.push(...problems)
  return problems.length === 0 ? { kind: 'document', path: target } : null
}

/** What fences with a scope of their own may import: services where they run or are shown, documents nowhere. */
export function checkScopeImports(resolver: Resolver, { document, scopes }: Compiled): void {
  const { path } = document
  for (const { fence, program } of scopes) {
    if (fence.use.use === 'throws') resolveImports(resolver, path, program)
    for (const imported of program.imports) {
      const { from, fromSpan, isDocument } = imported
      if (fence.use.use === 'measured' && isDocument) resolveDocument(resolver, path, imported)
      if (fence.use.use === 'refused' && isSketch(path, from))
        resolver.problems.push(report('import-sketch', placeOf(path, fromSpan), { from }))
    }
  }
}

/** The path of the document that was likely meant: of the same file name, or of a similar path. */
function meantPath({ byPath }: Resolver, path: string, target: string): string {
  const others = [...byPath.keys()].filter((other) => other !== path)
  const name = nearest(
    posix.basename(target),
    others.map((other) => posix.basename(other)),
  )
  const ofName = others.filter((other) => posix.basename(other) === name)
  const meant = ofName.find((other) => posix.dirname(other) === posix.dirname(path)) ?? ofName[0]
  if (meant === undefined) return ''
  const relative = posix.relative(posix.dirname(path), meant)
  return relative.startsWith('.') ? relative : `./${relative}`
}

const isSketch = (path: string, from: string): boolean =>
  posix.join(posix.dirname(path), from).startsWith('sketches/')

/** Models by name, `holdfast/models/queue`, or by relative path below `calculations/models`. */
function moduleUrl(root: string, path: string, from: string): string | null {
  if (from.startsWith('holdfast/')) {
    try {
      return pathToFileURL(createRequire(join(root, 'package.json')).resolve(from)).href
    } catch {
      return null
    }
  }
  const target = posix.join(posix.dirname(path), from)
  const isModel = from.startsWith('.') && /(^|\/)models\/.*\.ts$/.test(target)
  return isModel && existsSync(join(root, target)) ? pathToFileURL(join(root, target)).href : null
}

/** A document without its ending, or a model by a name that is nearly right; '' where neither is near. */
function meantImport({ byPath, root }: Resolver, path: string, from: string): string {
  const document = `${from}.md`
  return byPath.has(posix.join(posix.dirname(path), document)) ? document : meantModel(root, from)
}

/** `holdfast/models/queues` → `holdfast/models/queue`; '' where no model is near. */
function meantModel(root: string, from: string): string {
  const name = posix.basename(from, '.ts')
  const models = modelNames(root)
  const meant =
    models.find((model) => model === name) ?? (/model/.test(from) ? nearest(name, models) : null)
  return meant === null ? '' : `holdfast/models/${meant}`
}

function modelNames(root: string): string[] {
  try {
    const home = dirname(createRequire(join(root, 'package.json')).resolve('holdfast/package.json'))
    return readdirSync(join(home, 'calculations/models')).flatMap(
      (file) => file.match(/^(.+)\.ts$/)?.[1] ?? [],
    )
  } catch {
    return []
  }
}

/** Documents that import each other in a circle, each reported at the import that closes it. */
export function reportCycles(
  resolver: Resolver,
  importsOf: (path: string) => Import[],
): Set<string> {
  const inCycle = new Set<string>()
  const done = new Set<string>()
  const visit = (path: string, trail: string[]): void => {
    for (const each of importsOf(path)) {
      if (!each.isDocument) continue
      const target = posix.join(posix.dirname(path), each.from)
      const at = [...trail, path].indexOf(target)
      if (at >= 0) {
        const circle = [...trail, path].slice(at)
        for (const member of circle) inCycle.add(member)
        resolver.problems.push(
          report('import-cycle', placeOf(path, each.fromSpan), {
            circle: [...circle, target].join(' → '),
          }),
        )
      } else if (!done.has(target) && resolver.byPath.has(target)) visit(target, [...trail, path])
    }
    done.add(path)
  }
  for (const path of resolver.byPath.keys()) if (!done.has(path)) visit(path, [])
  return inCycle
}
