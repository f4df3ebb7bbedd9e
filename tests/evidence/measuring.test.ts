import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { measure } from '../../src/check/measure.ts'
import { printMeasuring } from '../../src/command/print-measuring.ts'
import { type Progress, showProgress } from '../../src/command/progress.ts'
import { readMeasured } from '../../src/evidence/store.ts'
import { type Running, start, until } from '../cli/process.ts'
import { repository, temporaryProject } from '../project/project.ts'
import { experiment, limits, quick } from './documents.ts'

const path = 'calculations/x.md'

/** Who measures is kept in a file when a run begins and when it ends, which it may not before another file is there. */
const slow = experiment(
  `import { appendFileSync, existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
const tell = (what: string) => appendFileSync('log', \`\${process.ppid} \${what}\\n\`)
tell('begins')
while (!existsSync('go')) await sleep(20)
tell('ends')
const taken = 40`,
  'It takes [at most 50](measured:taken).',
)

const files = { 'holdfast.config.ts': 'export default {}\n', [path]: slow }

const startMeasure = (root: string, ...options: string[]): Running =>
  start([process.execPath, ...options, join(repository, 'src/cli.ts'), 'measure'], { folder: root })

const logOf = (root: string): string[] => {
  const file = join(root, 'log')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
}

const runsOf = (pid: number | undefined, runs: number): string[] =>
  Array.from({ length: runs }, () => [`${pid} begins`, `${pid} ends`]).flat()

describe('of two that measure in one project', () => {
  it('the second waits and says so, and does not measure again what the first has', async () => {
    await using project = await temporaryProject(files)
    const first = startMeasure(project.root)
    await until(() => logOf(project.root).length > 0)
    const [second, stopped] = [startMeasure(project.root), startMeasure(project.root)]
    for (const each of [second, stopped])
      await each.said(/^process \d+ has been measuring here for \d+ s; waiting until it is done$/m)
    stopped.child.kill('SIGINT')
    expect(await stopped.ended).toMatchObject({ signal: null, code: 130 })
    await project.write('go', '')
    expect(await first.ended).toMatchObject({ code: 0, out: expect.stringMatching(/^1 exp/m) })
    const { err, out, code } = await second.ended
    expect({ out, code }).toEqual({ out: '0 experiments measured, 1 still fresh\n', code: 0 })
    expect(err).toContain(`process ${first.child.pid} has been measuring here`)
    expect(logOf(project.root)).toEqual(runsOf(first.child.pid, 3))
  })

  it('the second does not measure again what the first did before it could look for it', async () => {
    await using project = await temporaryProject(files)
    const second = startMeasure(project.root, '--import', join(import.meta.dirname, 'pause.mjs'))
    await until(() => existsSync(join(project.root, 'paused')))
    await project.write('go', '')
    const first = startMeasure(project.root)
    expect(await first.ended).toMatchObject({ code: 0, out: expect.stringMatching(/^1 exp/m) })
    const measured = await readMeasured(project.root, path)
    await project.write('on', '')
    expect(await second.ended).toMatchObject({
      out: '0 experiments measured, 1 still fresh\n',
      code: 0,
    })
    expect(logOf(project.root)).toEqual(runsOf(first.child.pid, 3))
    expect(await readMeasured(project.root, path)).toEqual(measured)
  })

  it('the second takes over when the first is killed', async () => {
    await using project = await temporaryProject(files)
    const first = startMeasure(project.root)
    await until(() => logOf(project.root).length > 0)
    const second = startMeasure(project.root)
    await second.said('waiting until it is done')
    first.child.kill('SIGKILL')
    await first.ended
    await project.write('go', '')
    expect(await second.ended).toMatchObject({ code: 0, out: expect.stringMatching(/^1 exp/m) })
    expect(logOf(project.root)).toEqual([
      `${first.child.pid} begins`,
      ...runsOf(second.child.pid, 3),
    ])
  })
})

describe('while it measures', () => {
  /** What is said step by step, with its times as they are. */
  const measureSaying = async (root: string): Promise<string[]> => {
    const said: string[] = []
    const say = (text: string): void => void said.push(text)
    const progress: Progress = { step: say, tell: say, end: () => {} }
    const patience = { secondsAtOnce: 1, secondsInAll: 1 }
    const { signal } = new AbortController()
    const onProgress = printMeasuring(progress)
    await measure({ root, paths: [], force: true, limits, patience, signal, onProgress })
    return said
  }

  it('it says what runs, how long that will take, and the figures so far', async () => {
    const body = `import { existsSync, writeFileSync } from 'node:fs'
import { quantity } from 'holdfast/quantity'
const run = { void: existsSync('tried') ? null : 'driver lagged 31 ms' }
writeFileSync('tried', '')
const taken = quantity(40, 'ms')
const lost = 2`
    await using project = await temporaryProject({
      'calculations/a.md': quick,
      [path]: experiment(body, 'It takes [at most 50 ms](measured:taken).'),
    })
    const first = await measureSaying(project.root)
    expect(first.map((line) => line.replace(/\d+ (?:min|s)\b/g, 'N s'))).toEqual([
      'measuring: 2 experiments in 2 documents',
      '1 of 2: calculations/a.md:9 run 1, 0 of 3 done',
      'calculations/a.md:9 run 1, N s: taken 40 ms',
      '1 of 2: calculations/a.md:9 run 2, 1 of 3 done, about N s',
      'calculations/a.md:9 run 2, N s: taken 40 ms',
      '1 of 2: calculations/a.md:9 run 3, 2 of 3 done, about N s',
      'calculations/a.md:9 run 3, N s: taken 40 ms',
      '2 of 2: calculations/x.md:9 run 1, 0 of 3 done',
      'calculations/x.md:9 run 1, N s: void: driver lagged 31 ms',
      'calculations/x.md:9 run 2 waits for the machine to calm down, at most N s',
      '2 of 2: calculations/x.md:9 run 2, 0 of 3 done, about N s',
      'calculations/x.md:9 run 2, N s: taken 40 ms; lost 2',
      '2 of 2: calculations/x.md:9 run 3, 1 of 3 done, about N s',
      'calculations/x.md:9 run 3, N s: taken 40 ms; lost 2',
      '2 of 2: calculations/x.md:9 run 4, 2 of 3 done, about N s',
      'calculations/x.md:9 run 4, N s: taken 40 ms; lost 2',
    ])
    const longest = await Promise.all(
      ['calculations/a.md', path].map(async (each) => {
        const [found] = (await readMeasured(project.root, each))?.experiments ?? []
        return Math.max(...(found?.runs ?? []).map(({ seconds }) => seconds))
      }),
    )
    const expected = Math.max(1, Math.round(longest.reduce((sum, seconds) => sum + 3 * seconds, 0)))
    expect((await measureSaying(project.root))[0]).toBe(
      `measuring: 2 experiments in 2 documents, about ${expected} s as the last time`,
    )
  })

  it('a terminal shows one counting line, and other outputs a plain one now and then', () => {
    vi.useFakeTimers()
    const shown = (isTerminal: boolean): string[] => {
      const texts: string[] = []
      const complain = (text: string): void => void texts.push(text)
      const progress = showProgress({ complain, write: complain, isTerminal, colour: false })
      progress.step('run 1')
      vi.advanceTimersByTime(61_500)
      progress.tell('run 1: 40 ms')
      progress.end()
      return texts
    }
    const clear = '\r\u001b[K'
    const counted = Array.from({ length: 62 }, (_, second) => `${clear}run 1: ${second} s`)
    expect(shown(true)).toEqual([clear, ...counted, clear, 'run 1: 40 ms\n', clear])
    expect(shown(false)).toEqual(['run 1\n', 'run 1: 60 s\n', 'run 1: 40 ms\n'])
    vi.useRealTimers()
  })
})
