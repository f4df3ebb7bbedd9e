import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { answerOwner } from './child.ts'
import { freePort } from './port.ts'
import { type Binaries, binariesIn, unprivilegedIdentity } from './postgres-binaries.ts'
import { reachableFolder, removeAbandoned } from './temporary.ts'

interface Setup {
  settings: Record<string, string>
  password: string
}

const prefix = 'holdfast-database-'
const portAttempts = 3
const lingerLimitMs = 20_000

// Keeps a PostgreSQL server of its own in a temporary folder, and removes both when the owner is gone.
const identity = await unprivilegedIdentity()
let folder: string | undefined
let binaries: Binaries
let setup: Setup
let port = 0
let server: ChildProcess | undefined

answerOwner({ start, crash, recover }, remove)

async function start(given: Setup): Promise<string> {
  setup = given
  const parent = await reachableFolder(identity)
  await removeAbandoned(parent, prefix, 'database-process')
  folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`))
  await own(folder)
  binaries = await binariesIn(folder, identity)
  await initialise(folder)
  for (let attempt = 1; ; attempt++) {
    port = await freePort()
    try {
      await launch()
      return `postgres://holdfast:${setup.password}@127.0.0.1:${port}/postgres`
    } catch (error) {
      if (attempt === portAttempts) throw error
    }
  }
}

async function initialise(inFolder: string): Promise<void> {
  const passwordFile = join(inFolder, 'password')
  await writeFile(passwordFile, setup.password, { mode: 0o600 })
  await own(passwordFile)
  const data = join(inFolder, 'data')
  await mkdir(data, { mode: 0o700 })
  await own(data)
  const initdb = run(binaries.initdb, [
    ...['--pgdata', data, '--username', 'holdfast', '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-locale', '--no-sync'],
    // Many rounds protect a weak password; this one is 128 random bits, and each connection would pay for them.
    ...['--set', 'scram_iterations=1'],
  ])
  const output = await outputOf(initdb)
  if (initdb.exitCode !== 0) throw new Error(`initdb ended with ${initdb.exitCode}:\n${output}`)
}

/** Resolves when the server accepts connections. */
async function launch(): Promise<void> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    ...setup.settings,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const started = run(binaries.postgres, ['-D', join(folder ?? '', 'data'), ...flags])
  let output = ''
  await new Promise<void>((resolve, reject) => {
    started.stderr?.on('data', (text) => {
      if (output.length < 10_000) output += text
      if (output.includes('ready to accept connections')) resolve()
    })
    started.once('exit', (code) => reject(new Error(`postgres ended with ${code}:\n${output}`)))
  })
  server = started
}

async function crash(): Promise<void> {
  await end('SIGKILL')
}

/** The server refuses to start while processes of the killed one are still ending, which takes a moment. */
async function recover(): Promise<void> {
  for (const end = Date.now() + lingerLimitMs; ; await pause(100)) {
    try {
      await launch()
      return
    } catch (error) {
      if (!String(error).includes('still in use') || Date.now() > end) throw error
    }
  }
}

async function remove(): Promise<void> {
  await end('SIGQUIT')
  if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function end(signal: NodeJS.Signals): Promise<void> {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill(signal)
  await ended
}

function run(file: string, args: string[]): ChildProcess {
  // The folder where it was started may be closed to its user.
  return spawn(file, args, { ...identity, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] })
}

async function outputOf(child: ChildProcess): Promise<string> {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text))
  await once(child, 'close')
  return output
}

async function own(path: string): Promise<void> {
  const { uid, gid } = identity
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid)
}
