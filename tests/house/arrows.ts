import type { SourceFile } from './files.ts'
import { type Import, importsOf } from './imports.ts'

/** Which room may import from which, types included. What is not here is not allowed. */
const arrows: Record<string, readonly string[]> = {
  message: [],
  quantity: [],
  document: ['message', 'quantity'],
  record: ['message', 'quantity', 'document'],
  compile: ['message', 'quantity', 'document'],
  evidence: ['message', 'quantity', 'document'],
  graph: ['quantity'],
  run: ['message', 'quantity', 'document', 'compile', 'evidence', 'graph'],
  check: ['message', 'quantity', 'document', 'record', 'compile', 'run', 'evidence', 'graph'],
  site: ['message', 'quantity', 'document', 'record', 'evidence', 'graph'],
  command: ['message', 'quantity', 'document', 'record', 'compile', 'run', 'evidence', 'check'],
  models: ['quantity'],
  parts: [],
  drivers: ['parts'],
  service: ['parts', 'drivers'],
}

/** These serve everybody, the browser included, so they rest on nothing. */
const withoutPackages = ['message', 'quantity', 'graph']

/** Processes that a room starts are no imports of it. */
const started = [
  { from: 'command', to: 'site' },
  { from: 'command', to: 'service' },
]

export function forbiddenImports(files: SourceFile[]): string[] {
  return files.flatMap((file) => {
    const room = roomOf(file.path)
    if (room === null) return []
    return importsOf(file).flatMap((found) => complaint(room, found, file.text) ?? [])
  })
}

function complaint(room: Room, found: Import, text: string): string | null {
  const { to, place } = found
  if (!to.includes('/') || !/^(src|calculations|sketches|tests|adrs)\//.test(to)) {
    if (isOwnFile(to) || !withoutPackages.includes(room.name)) return null
    return `${place}: ${room.name} imports ${to}, but it rests on nothing`
  }
  const other = roomOf(to)
  if (other !== null && isAllowed(room, other)) return null
  if (other !== null && isStarted(room, other, startOf(text, place))) return null
  return `${place}: ${room.name} imports ${to}, expected only ${expected(room)}`
}

export interface Room {
  name: string
  /** Tells one service from another. */
  folder: string
}

/** `src/check/types.ts` → check; null for what no arrow speaks of, such as tests and documents. */
export function roomOf(path: string): Room | null {
  const [top = '', second = '', third] = path.split('/')
  const folder = `${top}/${second}`
  if (path === 'astro.config.mjs' || path === 'src/content.config.ts')
    return { name: 'site', folder: 'src/site' }
  if (path === 'src/cli.ts' || path === 'src/holdfast.mjs')
    return { name: 'command', folder: 'src/command' }
  if (top === 'src' && second in arrows) return { name: second, folder }
  if (top === 'calculations' && second === 'models') return { name: 'models', folder }
  if (top === 'sketches' && third !== undefined) {
    return { name: ['parts', 'drivers'].includes(second) ? second : 'service', folder }
  }
  return null
}

const isOwnFile = (to: string): boolean => to === 'package.json'

const isAllowed = (room: Room, other: Room): boolean =>
  room.folder === other.folder || (arrows[room.name] ?? []).includes(other.name)

function isStarted(room: Room, other: Room, line: string): boolean {
  return (
    line.includes('new URL(') &&
    started.some(({ from, to }) => from === room.name && to === other.name)
  )
}

function startOf(text: string, place: string): string {
  return text.split('\n')[Number(place.split(':')[1]) - 1] ?? ''
}

function expected({ name }: Room): string {
  const allowed = [...(arrows[name] ?? []), 'itself']
  return allowed.join(', ')
}
