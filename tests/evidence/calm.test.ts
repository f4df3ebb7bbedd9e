import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { describe, expect, it } from 'vitest'
import { isCalm, type Load, sample, untilCalm } from '../../src/run/calm.ts'

const { signal } = new AbortController()
const calm: Load = { busy: 0.1, lagMsMax: 3 }

describe('before a void run is repeated', () => {
  it('a machine counts as calm while most of it is idle and its timers come on time', () => {
    expect(isCalm(calm)).toBe(true)
    expect(isCalm({ ...calm, busy: 0.5 })).toBe(false)
    expect(isCalm({ ...calm, lagMsMax: 15 })).toBe(false)
  })

  it('it is waited for until it was calm twice in a row, and no longer than patience lasts', async () => {
    const looks = [calm, { ...calm, busy: 0.9 }, calm, calm, calm]
    const next = async (): Promise<Load> => looks.shift() ?? calm
    await untilCalm({ secondsAtOnce: 60, secondsInAll: 60 }, signal, next)
    expect(looks).toHaveLength(1)
    const never = async (): Promise<Load> => ({ busy: 1, lagMsMax: 100 })
    const limits = { secondsAtOnce: 60, secondsInAll: 0.01 }
    expect(await untilCalm(limits, signal, never)).toBeGreaterThanOrEqual(0.01)
  })

  it('is seen to be busy while other processes take all of its processors', async () => {
    const burners = cpus().map(() =>
      spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
    )
    await Promise.all(burners.map((burner) => once(burner, 'spawn')))
    const load = await sample()
    for (const burner of burners) burner.kill('SIGKILL')
    expect(load.busy).toBeGreaterThan(0.5)
    expect(isCalm(load)).toBe(false)
  })
})
