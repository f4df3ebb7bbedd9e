import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { waitForTurn } from '../evidence/exclusive.ts'
import { type Child, type ChildEnd, startChild } from './child.ts'
import type { Progress } from './progress.ts'

/** What may be published; only `build` writes it. */
export const builtSite = 'dist'
/** What `start` shows meanwhile, where untested claims are allowed and marked. */
export const previewSite = '.holdfast/preview'

export interface Build {
  root: string
  /** One of the two folders above. */
  folder: string
  stopped: AbortSignal
  progress: Progress
}

/** Builds beside the folder and changes them over at the end, so that what is being served is always whole. */
export async function buildSite({ root, folder, stopped, progress }: Build): Promise<Built> {
  let isTold = false
  // Two at once would write the same pages, and keep what they prepare in the same folders.
  using turn = await waitForTurn({
    root,
    what: 'building',
    signal: stopped,
    onBusy: () => {
      if (!isTold) progress.step('waiting until another process has built the site here')
      isTold = true
    },
  })
  if (turn === null) return { ok: false, said: '' }
  progress.step('building the site')
  const next = `${folder}-next`
  await using child = startAstro(root, {
    words: ['build'],
    output: 'kept',
    environment: { HOLDFAST_OUT: next, HOLDFAST_PREVIEW: folder === previewSite ? '1' : '0' },
  })
  const { code } = await endOrStop(child, stopped)
  if (code !== 0) return { ok: false, said: child.said() }
  await rm(join(root, `${folder}-last`), { recursive: true, force: true })
  await rename(join(root, folder), join(root, `${folder}-last`)).catch(unlessMissing)
  await rename(join(root, next), join(root, folder))
  await rm(join(root, `${folder}-last`), { recursive: true, force: true })
  return { ok: true }
}

export type Built = { ok: true } | { ok: false; said: string }

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

interface AstroCall {
  words: string[]
  output: 'shown' | 'kept'
  environment: Record<string, string>
}

export function startAstro(root: string, { words, output, environment }: AstroCall): Child {
  return startChild({
    file: fileURLToPath(new URL('bin/astro.mjs', import.meta.resolve('astro/package.json'))),
    arguments: words,
    folder: root,
    environment: { ASTRO_TELEMETRY_DISABLED: '1', ...environment },
    output,
  })
}

/** Waits for the end of a child, and brings it about when we are to stop. */
export async function endOrStop(child: Child, stopped: AbortSignal): Promise<ChildEnd> {
  const stop = (): void => void child.stop()
  stopped.addEventListener('abort', stop)
  if (stopped.aborted) stop()
  const end = await child.ended
  stopped.removeEventListener('abort', stop)
  return end
}
