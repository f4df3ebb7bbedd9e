import { existsSync, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'
import type { Workshop } from '../check/workshop.ts'

/** Longer than an editor takes to write a file, and too short to be noticed. */
const settleMs = 25

/** What is not Markdown may be rested on by any document: a model, a sketch, the settings. */
export function forgetAfter(changed: string[], { memory }: Workshop): void {
  if (changed.some((path) => !path.endsWith('.md'))) memory.forget()
}

/** Collects changes from the moment it is made, so that none is lost while a check runs. */
export class Watch implements Disposable {
  readonly #changed = new Set<string>()
  readonly #watchers
  readonly #stopped
  #wake = Promise.withResolvers<void>()

  constructor(root: string, stopped: AbortSignal) {
    this.#stopped = stopped
    this.#watchers = [
      watch(root, (_, file) =>
        this.#note(file !== null && existsSync(join(root, file)) ? file : ''),
      ),
      ...watchedFolders(root).map((folder) =>
        watch(join(root, folder), { recursive: true }, (_, file) =>
          this.#note(file === null ? '' : `${folder}/${file.replaceAll('\\', '/')}`),
        ),
      ),
    ]
    stopped.addEventListener('abort', () => this.#wake.resolve())
  }

  /** Paths from the root, in heaps: editors write a file several times at once. Ends when we are to stop. */
  async *changes(): AsyncGenerator<string[]> {
    while (!this.#stopped.aborted) {
      await this.#wake.promise
      await new Promise((resolve) => setTimeout(resolve, settleMs))
      this.#wake = Promise.withResolvers()
      if (this.#stopped.aborted) return
      const paths = [...this.#changed].sort()
      this.#changed.clear()
      if (paths.length > 0) yield paths
    }
  }

  [Symbol.dispose](): void {
    for (const watcher of this.#watchers) watcher.close()
  }

  #note(path: string): void {
    if (!isSource.test(path) || isTemporary.test(path)) return
    this.#changed.add(path)
    this.#wake.resolve()
  }
}

/** Everything at the top but what tools write; packages alone would be tens of thousands of folders. */
function watchedFolders(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .filter((name) => !['node_modules', 'dist', 'tests'].includes(name))
}

/** What a verdict can rest on. */
const isSource = /\.(md|ts|mts|mjs|js|c|json)$/
/** What editors lay beside a file while they write it. */
const isTemporary = /(^|\/)(\.[^/]*|#[^/]*|[^/]*\.tmp\.[^/]*)$/
