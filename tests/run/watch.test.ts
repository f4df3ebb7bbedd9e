import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Watch } from '../../src/run/watch.ts'

const seconds = 0.5
/** More than half of that, so that it counts as having had a processor. */
const enough = 0.4
/** Asked once, it uses so much of a processor and says when it has. */
const code = `process.stdin.once('data', () => {
  const before = process.cpuUsage()
  const used = () => Object.values(process.cpuUsage(before)).reduce((sum, each) => sum + each)
  while (used() < ${enough} * 1e6);
  console.log('used')
})
console.log('waits')`

let child: ChildProcess
let bark: () => void

beforeEach(async () => {
  child = spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'pipe', 'ignore'] })
  await once(child.stdout ?? child, 'data')
  bark = vi.fn<() => void>()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

afterEach(async () => {
  vi.useRealTimers()
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
})

/** Only the clock of this process is set on: what the other one used stays as it is. */
const grant = () => vi.advanceTimersByTime(seconds * 1000)

/** Any time may pass until it did. */
async function compute(): Promise<void> {
  const used = once(child.stdout ?? child, 'data')
  child.stdin?.write('go')
  await used
}

it('barks at a process that computed in its time', async () => {
  new Watch(child.pid, seconds, bark).restart()
  await compute()
  expect(bark).not.toHaveBeenCalled()
  grant()
  expect(bark).toHaveBeenCalledOnce()
})

it('grants its time five times to a process that is kept from a processor', async ({ skip }) => {
  if (!existsSync('/proc/self/stat')) return skip('no /proc says who had a processor')
  // What it had before does not count.
  await compute()
  new Watch(child.pid, seconds, bark).restart()
  for (let times = 1; times < 5; times++) grant()
  expect(bark).not.toHaveBeenCalled()
  grant()
  expect(bark).toHaveBeenCalledOnce()
})

it('counts from its last start, and not at all once it is stopped', () => {
  const watch = new Watch(undefined, seconds, bark)
  watch.restart()
  vi.advanceTimersByTime(400)
  watch.restart()
  vi.advanceTimersByTime(400)
  expect(bark).not.toHaveBeenCalled()
  watch.stop()
  grant()
  expect(bark).not.toHaveBeenCalled()
})
