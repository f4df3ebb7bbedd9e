import { execFile } from 'node:child_process'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Identity } from './postgres-binaries.ts'

/** A temporary folder that another user gets to: TMPDIR itself may lie under a closed one. */
export async function reachableFolder(identity: Identity): Promise<string> {
  if (identity.uid === undefined) return tmpdir()
  for (const folder of [tmpdir(), '/tmp', '/var/tmp'])
    if (await isOpenToOthers(folder)) return folder
  throw new Error(
    `Unexpected closed folder ${tmpdir()}, expected TMPDIR to be one that every user can enter`,
  )
}

/**
 * Removes what an earlier keeper left whose process was killed with SIGKILL itself: folders named by the prefix and
 * its process, and the server that may still run in them.
 */
export async function removeAbandoned(
  parent: string,
  prefix: string,
  keeperProgram: string,
): Promise<void> {
  for (const name of await readdir(parent)) {
    const keeper = name.startsWith(prefix)
      ? Number.parseInt(name.slice(prefix.length), 10)
      : Number.NaN
    if (Number.isNaN(keeper) || (await commandOf(keeper)).includes(keeperProgram)) continue
    const folder = join(parent, name)
    await endServerIn(folder).catch(() => {})
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => {})
  }
}

async function isOpenToOthers(folder: string): Promise<boolean> {
  for (let path = resolve(folder); ; path = dirname(path)) {
    const found = await stat(path).catch(() => null)
    if (found === null || (found.mode & 0o001) === 0) return false
    if (path === dirname(path)) return true
  }
}

/** The number alone proves nothing, since it may be another process's by now: its command must name the folder. */
async function endServerIn(folder: string): Promise<void> {
  const lines = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')
  const pid = Number(lines[0])
  const isServer = async () => (await commandOf(pid)).includes(folder)
  if (!(await isServer())) return
  process.kill(pid, 'SIGQUIT')
  for (let wait = 0; wait < 100 && (await isServer()); wait++)
    await new Promise((go) => setTimeout(go, 20))
}

/** Empty where there is no such process, and without its words where it has ended but nobody has asked how. */
async function commandOf(pid: number): Promise<string> {
  const ps = promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)])
  return (await ps.catch(() => ({ stdout: '' }))).stdout
}
