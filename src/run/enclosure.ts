import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endAll, Offspring } from './processes.ts'

const prefix = 'holdfast-'
const mostNamed = 5

/** By what all that an experiment starts and writes is found again. */
export interface Mark {
  id: string
  folder: string
}

/**
 * What holds all that the experiments of one call start: a mark, a temporary folder, and a process that clears away
 * both when ours is gone, however it went.
 */
export interface Enclosure extends AsyncDisposable {
  mark: Mark
  /** A mark and an empty temporary folder for one run. */
  nextRun: () => Promise<Mark>
}

export async function openEnclosure(): Promise<Enclosure> {
  const mark: Mark = { id: randomUUID(), folder: await openFolder() }
  const entry = fileURLToPath(new URL('./sweeper.ts', import.meta.url))
  const sweeper = spawn(process.execPath, ['--no-warnings', entry, mark.id, mark.folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  sweeper.on('error', () => {}).unref()
  sweeper.stdin.on('error', () => {})
  let runs = 0
  return {
    mark,
    nextRun: async () => {
      runs++
      const folder = join(mark.folder, String(runs))
      await mkdir(folder, { mode: 0o711 })
      return { id: `${mark.id}/${runs}`, folder }
    },
    [Symbol.asyncDispose]: async () => {
      await removeFolder(mark.folder)
      sweeper.kill('SIGKILL')
    },
  }
}

/** Ends and removes what is left of an enclosure whose owner is gone. */
export async function sweep({ id, folder }: Mark): Promise<void> {
  await endAll(new Offspring((each) => each.startsWith(`${id}/`), null), null)
  const isOurs = basename(folder).startsWith(prefix) && dirname(folder) === tmpdir()
  if (isOurs) await removeFolder(folder)
}

/** Says what stands in a run's folder after its end, and removes the folder. */
export async function emptyFolder(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).toSorted()
  const named = await Promise.all(names.slice(0, mostNamed).map((name) => nameOf(folder, name)))
  await removeFolder(folder)
  const more = names.length - named.length
  return more > 0 ? [...named, `${more} more in its temporary folder`] : named
}

async function nameOf(folder: string, name: string): Promise<string> {
  const found = await stat(join(folder, name)).catch(() => null)
  if (found?.isDirectory()) return `folder ${name}`
  return found?.isFile() ? `file ${name} of ${found.size.toLocaleString('en')} B` : `file ${name}`
}

/** A short name leaves room for a socket below it, whose path is limited to about 100 bytes. */
async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix))
  // A database that is started by root runs as another user, who must get to its own folder.
  await chmod(folder, 0o711)
  return folder
}

const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => {})
