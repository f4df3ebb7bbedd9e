import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'

interface Answer {
  id: number
  svg?: string
  error?: string
}

interface Waiting {
  resolve: (svg: string) => void
  reject: (error: Error) => void
}

let worker: Worker | null = null
const waiting = new Map<number, Waiting>()
let asked = 0

/** Changes whenever drawings made before would look different now. */
const edition = drawingEdition()

/** One diagram as SVG with variables for its colours. Drawn once for each text, then kept below the root. */
export async function drawDiagram(root: string, source: string): Promise<string> {
  const hash = createHash('sha256').update(`${edition}\0${source}`).digest('hex').slice(0, 16)
  const file = join(root, '.holdfast/diagrams', `${hash}.svg`)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  const svg = await ask(source, `diagram-${hash.slice(0, 8)}`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.${process.pid}`, svg)
  renameSync(`${file}.${process.pid}`, file)
  return svg
}

function ask(source: string, name: string): Promise<string> {
  worker ??= start()
  worker.ref()
  const id = asked++
  worker.postMessage({ id, source, name })
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
}

/** The thread is kept for the next diagram, but never keeps the process alive. */
function start(): Worker {
  const started = new Worker(new URL('./worker.ts', import.meta.url))
  started.on('message', ({ id, svg, error }: Answer) => {
    const { resolve, reject } = waiting.get(id) ?? {}
    waiting.delete(id)
    if (waiting.size === 0) started.unref()
    if (svg === undefined) reject?.(new Error(error ?? 'nothing was drawn'))
    else resolve?.(svg)
  })
  started.on('error', (error: unknown) => {
    const reason = error instanceof Error ? error : new Error(String(error))
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
    worker = null
  })
  return started
}

function drawingEdition(): string {
  const hash = createHash('sha256')
  for (const name of [
    'worker.ts',
    'font.ts',
    'measure.ts',
    'paint.ts',
    'shapes.ts',
    'text.ts',
    'tidy.ts',
  ])
    hash.update(readFileSync(new URL(name, import.meta.url)))
  return hash.digest('hex')
}
