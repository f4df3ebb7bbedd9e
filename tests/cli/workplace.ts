import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../house/files.ts'

export const main = join(root, 'src/holdfast.mjs')

export interface Workplace extends Disposable {
  folder: string
  write: (path: string, text: string) => void
}

/**
 * A root of its own with these documents only, below the repository so that it finds the packages;
 * with a site where one is to be built.
 */
export function workplace(documents: Record<string, string>, { site = false } = {}): Workplace {
  const above = join(root, '.holdfast', 'tests')
  mkdirSync(above, { recursive: true })
  const folder = mkdtempSync(join(above, 'dépôt for tests-'))
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  write('holdfast.config.ts', 'export default {}\n')
  if (site) {
    const sources = { recursive: true, filter: (path: string) => !path.includes('content/docs/') }
    cpSync(join(root, 'src'), join(folder, 'src'), sources)
    cpSync(join(root, 'astro.config.mjs'), join(folder, 'astro.config.mjs'))
  }
  for (const [path, text] of Object.entries(documents)) write(path, text)
  return {
    folder,
    write,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** Every process that carries a mark in its environment: whatever was started below another, however far. */
export function markedProcesses(mark: string): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) =>
      read(`/proc/${pid}/environ`).split('\0').includes(`HOLDFAST_TEST_MARK=${mark}`),
    )
    .filter((pid) => !read(`/proc/${pid}/stat`).includes(') Z '))
    .map((pid) => ({
      pid: Number(pid),
      command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '),
    }))
}

/** A process may be gone by the time it is looked at, or be somebody else's. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
