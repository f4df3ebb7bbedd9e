import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { Stopped } from './process.mjs'

const heartbeatMs = 2_000
const staleAfterMs = 30_000
const pollMs = 200

/**
 * One run installs at a time, the others wait. The owner keeps touching its file, so that what a
 * killed run left behind is recognised and taken over. Answers how to give the lock back.
 */
export async function takeLock(file, say) {
  let told = false
  while (!create(file)) {
    if (!told) say('waiting for another run that installs the packages')
    told = true
    removeStale(file)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  const heartbeat = setInterval(() => touch(file), heartbeatMs)
  return () => {
    clearInterval(heartbeat)
    rmSync(file, { force: true })
  }
}

/** Somebody may have emptied the folder meanwhile; the installing goes on all the same. */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date())
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

function create(file) {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${process.pid}\n${hostname()}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw new Stopped(
      `the packages are not installed, and ${dirname(file)} cannot be written (${error.code})\n  cure: start it as the owner of this folder, or make a copy of your own`,
    )
  }
}

/** Two that see one stale lock must not remove each other's fresh one: hence a second lock around the removal. */
function removeStale(file) {
  if (!isStale(file)) return
  const guard = `${file}.takeover`
  if (create(guard)) {
    if (isStale(file)) rmSync(file, { force: true })
    rmSync(guard, { force: true })
  } else if (ageMs(guard) > staleAfterMs) {
    rmSync(guard, { force: true })
  }
}

/** A process number means something on its own machine only; elsewhere silence alone tells. */
function isStale(file) {
  if (ageMs(file) > staleAfterMs) return true
  const [pid = '', host] = textOf(file).split('\n')
  return pid !== '' && host === hostname() && !isAlive(Number(pid))
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function ageMs(file) {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat === undefined ? 0 : Date.now() - stat.mtimeMs
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return ''
    throw error
  }
}
