import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import { Watch } from '../../src/run/watch.ts'

it.each([
  ['computes', 'console.log(); for (;;);', 1],
  ['is kept from a processor', 'console.log(); setInterval(() => {}, 1000)', 5],
])(
  'a process that %s is ended after its time, or after what is granted',
  async (_, code, grants) => {
    const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'ignore'] })
    await once(child.stdout, 'data')
    const seconds = 0.5
    const start = performance.now()
    const watch = new Watch(child.pid, seconds, () => child.kill('SIGKILL'))
    watch.restart()
    await once(child, 'close')
    const granted = (performance.now() - start) / 1000 / seconds
    expect(child.signalCode).toBe('SIGKILL')
    // A neighbour may take time from the one that computes, and then it is granted more.
    expect(granted).toBeGreaterThan(grants * 0.9)
    if (grants === 1) expect(granted).toBeLessThan(4.5)
  },
)
