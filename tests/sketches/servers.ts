import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { startDatabase, withConnection } from '../../sketches/parts/database.ts'
import { freePort } from '../../sketches/parts/port.ts'
import { unprivilegedIdentity } from '../../sketches/parts/postgres-binaries.ts'
import { redisServer } from '../../sketches/parts/redis-server.ts'
import { until } from './processes.ts'

/** A server for a test, at an address of its own. */
export interface Server extends AsyncDisposable {
  url: string
  crash(): Promise<void>
  recover(): Promise<void>
}

/** Where the distributions put what is not on everybody's path. */
const folders = [
  ...(process.env.PATH ?? '').split(':'),
  '/usr/sbin',
  '/usr/lib/rabbitmq/bin',
  '/opt/homebrew/sbin',
]

export function isInstalled(program: string): boolean {
  return folders.some((folder) => {
    try {
      execFileSync('test', ['-x', join(folder, program)])
      return true
    } catch {
      return false
    }
  })
}

const [yes, no] = [() => true, () => false]

/** Erlang on a busy machine takes its time. */
export const startLimitMs = 100_000

export const startPostgres = (): Promise<Server> => startDatabase({ url: undefined })

/** The one of the system, whatever its version is: a DATABASE_URL of somebody's own. */
export async function startSystemPostgres(): Promise<Server> {
  const [port, identity] = [await freePort(), await unprivilegedIdentity()]
  const { uid = -1, gid = -1 } = identity
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-postgres-'))
  await chown(folder, uid, gid)
  const as = { ...identity, cwd: '/' }
  const setup = ['--username', 'holdfast', '--auth', 'trust', '--encoding', 'UTF8', '--no-locale']
  await promisify(execFile)('initdb', ['--pgdata', folder, ...setup, '--no-sync'], as)
  const flags = ['-D', folder, '-p', `${port}`, '-c', 'unix_socket_directories=']
  const url = `postgres://holdfast@127.0.0.1:${port}/postgres`
  return serve({
    url,
    port,
    folder,
    launch: () => spawn('postgres', flags, { ...as, stdio: 'ignore' }),
    // Ends its children with it, which would keep the folder in use for a while otherwise; nothing is written down.
    crashSignal: 'SIGQUIT',
    // It accepts connections before it answers questions.
    isReady: () => withConnection(url, (client) => client.query('select')).then(yes, no),
  })
}

export async function startRedis(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-redis-'))
  const server = redisServer(folder)
  async function dispose(): Promise<void> {
    await server.end()
    await rm(folder, { recursive: true, force: true })
  }
  async function start(): Promise<string> {
    const url = await server.start()
    if (url === null) throw new Error('redis-server is not installed')
    return url
  }
  try {
    const url = await start()
    const recover = async () => void (await start())
    return { url, crash: server.end, recover, [Symbol.asyncDispose]: dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}

export async function startRabbit(): Promise<Server> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-rabbit-'))
  const [distributionPort, epmdPort] = [await freePort(), await freePort()]
  const env = {
    ...process.env,
    HOME: folder,
    ERL_EPMD_PORT: String(epmdPort),
    RABBITMQ_NODENAME: `holdfast-${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    // Replaces the script by the server, so that a signal reaches it.
    RUNNING_UNDER_SYSTEMD: '1',
  }
  return serve({
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    port,
    folder,
    launch: () => spawn('/usr/lib/rabbitmq/bin/rabbitmq-server', { env, stdio: 'ignore' }),
    async end() {
      // The name server is a daemon: it leaves only when it is told to, by its own port.
      const kill = ['-port', String(epmdPort), '-kill']
      await promisify(execFile)('epmd', kill).catch(() => {})
    },
  })
}

interface Program {
  url: string
  port: number
  folder: string
  launch(): ChildProcess
  crashSignal?: NodeJS.Signals
  isReady?(): Promise<boolean>
  end?(): Promise<void>
}

async function serve(program: Program): Promise<Server> {
  const { url, port, folder, launch, crashSignal = 'SIGKILL', isReady, end } = program
  let child: ChildProcess
  async function start(): Promise<void> {
    child = launch()
    await untilItAnswers(port, child)
    await until(isReady ?? yes, startLimitMs)
  }
  async function crash(): Promise<void> {
    const ended = once(child, 'exit')
    child.kill(crashSignal)
    await ended
  }
  async function dispose(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) await crash()
    await end?.()
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
  try {
    await start()
  } catch (error) {
    await dispose()
    throw error
  }
  return { url, crash, recover: start, [Symbol.asyncDispose]: dispose }
}

async function untilItAnswers(port: number, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + startLimitMs; Date.now() < end; await pause(50)) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}`)
    const socket = connect({ port, host: '127.0.0.1' })
    const answered = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    socket.destroy()
    if (answered) return
  }
  throw new Error(`Nothing answers at port ${port}`)
}
