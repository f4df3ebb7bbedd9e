import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AstroIntegration, HookParameters } from 'astro'
import type { Verdicts } from '../evidence/verdicts.ts'
import { escapeHtml } from './html.ts'
import { checkedDocuments, documentOfFile, readVerdicts } from './verdicts.ts'

type Server = HookParameters<'astro:server:setup'>['server']

/**
 * The author's loop: as soon as a check has written what it saw, open pages show it, and the first error
 * stands over every page with its line of Markdown until it is gone.
 */
export function authorsOverlay(root: string): AstroIntegration {
  return {
    name: 'holdfast-overlay',
    hooks: { 'astro:server:setup': ({ server }) => watch(server, root) },
  }
}

/** The page is given a moment to be drawn anew before it is asked for again. */
const redrawMs = 150

/** Without this mark the development server takes the error for one of its own and draws it anew. */
const alreadyDrawn = { __isEnhancedAstroErrorPayload: true }

function watch(server: Server, root: string): void {
  const { hot } = server.environments.client
  const show = (): boolean => {
    const error = firstError(root)
    if (error !== null) hot.send(Object({ ...alreadyDrawn, type: 'error', err: error }))
    return error !== null
  }
  const seen = (file: string): void => {
    if (documentOfFile(root, file) === null || show()) return
    setTimeout(() => hot.send({ type: 'full-reload' }), redrawMs)
  }
  server.watcher.on('add', seen)
  server.watcher.on('change', seen)
  // A page that has loaded itself again has lost what stood over it.
  server.ws.on('connection', show)
}

/** What only a new measurement settles is marked on its page, and must not stand over what is being written. */
function firstError(root: string) {
  for (const path of checkedDocuments(root)) {
    const problem = readableProblems(root, path).find(
      ({ severity, id }) => severity === 'error' && id !== 'claim-stale',
    )
    if (problem !== undefined) return drawProblem(join(root, path), problem)
  }
  return null
}

/** Verdicts of another version cannot be read: the page that rests on them says so, and the check writes them anew. */
function readableProblems(root: string, path: string): Problem[] {
  try {
    return readVerdicts(root, path)?.problems ?? []
  } catch {
    return []
  }
}

type Problem = Verdicts['problems'][number]

/** In the form of the development server's own errors, which it draws with the lines around the place. */
function drawProblem(file: string, { id, text, cure, line, column }: Problem) {
  const lines = readFileSync(file, 'utf8').split(/\r\n|\n|\r/)
  const around = lines
    .map((content, at) => ({ content, number: at + 1 }))
    .slice(Math.max(0, line - 4), line + 3)
  const code = around.map(({ content, number }) => {
    const mark = number === line ? ' error-line' : ''
    return `<span class="line${mark}">${escapeHtml(content)}</span>`
  })
  return {
    name: id,
    title: 'The check found an error',
    message: escapeHtml(text),
    hint: escapeHtml(cure),
    highlightedCode: `<pre class="astro-code"><code>${code.join('\n')}</code></pre>`,
    loc: { file, line, column },
    stack: `${file}:${line}:${column}`,
  }
}
