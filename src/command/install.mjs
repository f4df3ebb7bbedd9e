import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { takeLock } from './install-lock.mjs'
import { endOf, Stopped } from './process.mjs'

const windows = process.platform === 'win32'
const stampOf = (lock) =>
  createHash('sha256').update(`${process.platform}-${process.arch}\n${lock}`).digest('hex')
const stampFile = (root) => join(root, 'node_modules', '.holdfast-stamp')

/** npm ends when it next comes to itself, which can take a fetch's whole limit; what it leaves is installed anew. */
const npmEndsWithinMs = 2_000

/**
 * Brings node_modules to what the lock file names; answers whether there was anything to do. The
 * file that has to be there is of an optional package, which npm leaves out silently when it cannot be fetched.
 */
export async function install(root, necessary) {
  if (isCurrent(root, necessary)) return false
  const release = await takeLock(join(root, '.holdfast', 'setup.lock'), say)
  try {
    // Whoever held the lock before may have done the work.
    if (isCurrent(root, necessary)) return false
    rmSync(stampFile(root), { force: true })
    await runNpm(root)
    if (existsSync(necessary)) writeStamp(root)
    return true
  } finally {
    release()
  }
}

function isCurrent(root, necessary) {
  if (!existsSync(necessary)) return false
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  if (textOf(stampFile(root)) === stampOf(lock)) return true
  const installed = textOf(join(root, 'node_modules', '.package-lock.json'))
  if (installed === null || !isAsLocked(JSON.parse(installed), JSON.parse(lock))) return false
  // Somebody ran npm directly, and well: it only has to be remembered. Where the folder belongs
  // to another user this is found out again the next time.
  try {
    writeStamp(root)
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error
  }
  return true
}

/** npm keeps a list of what it installed beside the packages; those for other machines are not in it. */
function isAsLocked(installed, lock) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed.packages[path]
    if (found) return found.version === wanted.version && found.integrity === wanted.integrity
    const isForHere =
      wanted.os?.includes(process.platform) && wanted.cpu?.includes(process.arch) && !wanted.libc
    return wanted.optional === true && !isForHere
  })
}

function writeStamp(root) {
  linkCommand(root)
  const file = stampFile(root)
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  writeFileSync(`${file}.${process.pid}`, stampOf(lock))
  renameSync(`${file}.${process.pid}`, file)
}

/** npm links the commands of dependencies, never our own. With the link, `npx holdfast` has nothing to fetch or to ask. */
function linkCommand(root) {
  const link = join(root, 'node_modules', '.bin', 'holdfast')
  if (windows) return
  mkdirSync(dirname(link), { recursive: true })
  try {
    symlinkSync(join('..', '..', 'src', 'holdfast.mjs'), link)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
}

/** Scripts of packages do not run: none that is used here needs one. */
async function runNpm(root) {
  const packages = join(root, 'node_modules')
  if (lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Stopped(
      `${packages} is a link, and npm would empty the folder behind it\n  cure: remove the link`,
    )
  }
  const [command, ...first] = npmCommand()
  const what = 'ci --include=dev --include=optional --ignore-scripts --prefer-offline'
  const quiet = '--no-audit --no-fund --no-progress --loglevel=error'
  const child = spawn(command, [...first, ...what.split(' '), ...quiet.split(' ')], {
    cwd: root,
    shell: windows && first.length === 0,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = []
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))
  const finish = showProgress('installing the locked packages (npm ci)')
  const { code, signal, error, received } = await endOf(child, npmEndsWithinMs)
  finish(code === 0)
  if (received) throw new Stopped('', received)
  if (code !== 0) throw failure({ error, end: code ?? signal, output: Buffer.concat(output) })
}

/** Below an npm script npm names itself; elsewhere it is looked for in PATH. */
function npmCommand() {
  const path = process.env.npm_execpath ?? ''
  return path.endsWith('npm-cli.js') && existsSync(path) ? [process.execPath, path] : ['npm']
}

function failure({ error, end, output }) {
  if (error?.code === 'ENOENT') {
    return new Stopped('npm was not found\n  cure: install npm; it comes with Node from nodejs.org')
  }
  const said = output.toString().trimEnd().replaceAll('\n', '\n  | ')
  return new Stopped(
    `npm ci ended with ${end ?? error.message} and said\n  | ${said}\n  cure: packages are fetched once, so check the connection to the registry, then start again`,
  )
}

/** One counting line on a terminal, two plain ones elsewhere. */
function showProgress(text) {
  const start = Date.now()
  const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`
  if (!process.stderr.isTTY) {
    say(text)
    return (done) => done && say(`installed in ${seconds()}`)
  }
  const draw = () => process.stderr.write(`\rholdfast: ${text}, ${seconds()}`)
  const timer = setInterval(draw, 1000)
  draw()
  return () => {
    clearInterval(timer)
    process.stderr.write('\r\u001b[K')
  }
}

function say(text) {
  process.stderr.write(`holdfast: ${text}\n`)
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}
