import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasErrorCode } from './error-code.ts'
import { writingFolder } from './folder.ts'
import { readProcessStatus } from './process-status.ts'

export interface Lock {
  folder: string
  /** Set where the one before was killed: what it left in the folder is ours to finish. */
  isTakenOver: boolean
  release: () => Promise<void>
}

/** A process, with the moment that it started. */
export interface Owner {
  pid: number
  started: string
}

/** Nobody writes, whoever did has ended without giving the lock back, or a living process does. */
export type Holder = 'nobody' | 'dead' | Owner

/** Several locks of one process, as in tests, are made in places of their own. */
let prepared = 0

/**
 * One process writes at a time. The folder is made elsewhere, with its owner in it, and renamed into place: a folder that
 * is not empty cannot be replaced, so one of several wins. Null where it was given back meanwhile: ask again.
 */
export async function takeLock(root: string): Promise<Lock | Owner | null> {
  const folder = join(root, writingFolder)
  const aside = `${folder}.${process.pid}.${++prepared}`
  const own = nameOf({ pid: process.pid, started: await startOf(process.pid) })
  const lock = { folder, release: () => release(root, aside) }
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside, { recursive: true })
  await writeFile(join(aside, own), '')
  try {
    await rename(aside, folder)
    await removeOrphans(root)
    return { ...lock, isTakenOver: false }
  } catch (error) {
    await release(root, aside, aside)
    if (!hasErrorCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
  }
  const holder = await holderOf(folder)
  if (holder === 'nobody') return null
  if (holder !== 'dead') return holder
  return (await takeOver(folder, own)) ? { ...lock, isTakenOver: true } : null
}

/**
 * Of several that find a dead owner, one renames it. An owner's name may have been lost with the machine's power, and two
 * may put theirs in its place: then whoever is second sees the first, and goes.
 */
async function takeOver(folder: string, own: string): Promise<boolean> {
  const [dead] = await ownersIn(folder)
  if (dead && (await isAlive(dead))) return false
  try {
    if (dead) await rename(join(folder, nameOf(dead)), join(folder, own))
    else await writeFile(join(folder, own), '', { flag: 'wx' })
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT', 'EEXIST')) return false
    throw error
  }
  const others = (await ownersIn(folder)).filter((owner) => nameOf(owner) !== own)
  if (!(await Promise.all(others.map(isAlive))).includes(true)) return true
  await rm(join(folder, own), { force: true })
  return false
}

/** Who writes at this moment. */
export async function holderOf(folder: string): Promise<Holder> {
  const names = await readdir(folder).catch(() => null)
  if (names === null) return 'nobody'
  for (const owner of names.flatMap(readOwner)) if (await isAlive(owner)) return owner
  return 'dead'
}

const ownersIn = async (folder: string): Promise<Owner[]> =>
  (await readdir(folder)).flatMap(readOwner)

const nameOf = ({ pid, started }: Owner): string => `owner.${pid}.${started}`

function readOwner(name: string): Owner[] {
  const [, pid, started = ''] = name.match(/^owner\.(\d+)\.(\d*)$/) ?? []
  return pid === undefined ? [] : [{ pid: Number(pid), started }]
}

async function isAlive({ pid, started }: Owner): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!hasErrorCode(error, 'EPERM')) return false
  }
  return (await startOf(pid)) === started
}

/** Where the system tells no start, the number of the process alone has to do. */
const startOf = async (pid: number): Promise<string> =>
  (await readProcessStatus(pid))?.started ?? ''

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
    if (!/^writing\.[\d.]+$/.test(name)) continue
    if ((await holderOf(join(folder, name))) === 'dead')
      await rm(join(folder, name), { recursive: true, force: true })
  }
}
