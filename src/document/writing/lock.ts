import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writingFolder } from './folder.ts'

export interface Lock {
  folder: string
  /** Set where the one before was killed: what it left in the folder is ours to finish. */
  isTakenOver: boolean
  release: () => Promise<void>
}

/** A process, with the moment that it started, since a number is used again after a while. */
export interface Owner {
  pid: number
  started: string
}

/**
 * One process writes at a time. The folder is made elsewhere, with its owner in it, and renamed into place: a folder that
 * is not empty cannot be replaced, so one of several wins, and there is never a lock without an owner.
 */
export async function takeLock(root: string): Promise<Lock | Owner> {
  const folder = join(root, writingFolder)
  const prepared = `${folder}.${process.pid}`
  const own = `owner.${process.pid}.${await startOf(process.pid)}`
  const lock = { folder, release: () => release(root, prepared) }
  await rm(prepared, { recursive: true, force: true })
  await mkdir(prepared, { recursive: true })
  await writeFile(join(prepared, own), '')
  try {
    await rename(prepared, folder)
    await removeOrphans(root)
    return { ...lock, isTakenOver: false }
  } catch (error) {
    await release(root, prepared, prepared)
    if (!isCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
  }
  const owner = await ownerOf(folder)
  if (owner === null || (await isAlive(owner))) return owner ?? { pid: 0, started: '' }
  // Of several that find a dead owner, one renames it.
  const taken = await rename(join(folder, `owner.${owner.pid}.${owner.started}`), join(folder, own))
    .then(() => true)
    .catch(() => false)
  return taken ? { ...lock, isTakenOver: true } : owner
}

/** The process that writes at this moment; null where none does. */
export async function ownerOf(folder: string): Promise<Owner | null> {
  const names = await readdir(folder).catch(() => [])
  const [, pid, started = ''] =
    names.flatMap((name) => name.match(/^owner\.(\d+)\.(\d*)$/) ?? []).slice(0, 3) ?? []
  return pid === undefined ? null : { pid: Number(pid), started }
}

export async function isAlive({ pid, started }: Owner): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!isCode(error, 'EPERM')) return false
  }
  return (await startOf(pid)) === started
}

/** In ticks since the machine started, where the system tells; the number of the process alone has to do elsewhere. */
async function startOf(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

/** Out of the way in one step first, so that nobody sees a lock that is half removed. */
async function release(
  root: string,
  aside: string,
  folder = join(root, writingFolder),
): Promise<void> {
  if (folder !== aside) await rename(folder, aside)
  await rm(aside, { recursive: true, force: true })
  // A project that keeps no evidence yet is left without the folder for it.
  await rmdir(join(root, '.holdfast')).catch(() => {})
}

/** What processes left that were killed while they took or gave back the lock. */
async function removeOrphans(root: string): Promise<void> {
  const folder = join(root, '.holdfast')
  for (const name of await readdir(folder)) {
    const pid = name.match(/^writing\.(\d+)$/)?.[1]
    if (pid === undefined) continue
    const owner = await ownerOf(join(folder, name))
    if (owner === null || !(await isAlive(owner)))
      await rm(join(folder, name), { recursive: true, force: true })
  }
}

export const isCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.some((code) => code === error.code)
