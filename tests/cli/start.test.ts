import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { type Running, signalGroup, start, until } from './process.ts'
import { main, markedProcesses, type Workplace, workplace } from './workplace.ts'

const limitMs = 240_000

const page = `# Waiting

A page for the tests.

\`\`\`ts
// source: the clock
const second = q('1 s')
\`\`\`

\`\`\`ts measured
const before = performance.now()
await new Promise((resolve) => setTimeout(resolve, 50))
const waited = q('1 ms').times(performance.now() - before)
\`\`\`

It took [at most 5 s](measured:waited), where [1 s](calc:second) was hoped for.
`

const begun: Running[] = []

/** What a failed test leaves behind would disturb the others. */
afterEach(() => {
  for (const { child } of begun.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  }
})

/** As a terminal does it: a group of its own, in which the signal reaches everybody. */
function begin(words: string[], { folder }: Workplace): Running & { mark: string } {
  const mark = randomUUID()
  const environment = { HOLDFAST_TEST_MARK: mark }
  const running = start([process.execPath, main, ...words], { folder, environment, group: true })
  begun.push(running)
  return { ...running, mark }
}

const pressCtrlC = (running: Running): void => signalGroup(running, 'SIGINT')

async function everybodyIsGone(mark: string): Promise<void> {
  await until(() => markedProcesses(mark).length === 0).catch(() => {})
  expect(markedProcesses(mark)).toEqual([])
}

describe('start', () => {
  test('serves a preview, measures, refreshes it, and ends with one line', {
    timeout: limitMs,
  }, async () => {
    const text = `${page}\nIt took [at most 10 ms](measured:waited).\n`
    using place = workplace({ 'calculations/wait.md': text }, { site: true })
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const running = begin(['start', '--port', String(port)], place)
    const soon = await running.said(/The site is at (\S+)\n/)
    expect(soon).toContain(`port ${port} is taken, so another one was chosen\n`)
    const address = soon.match(/The site is at (\S+)\n/)?.[1] ?? ''
    expect(address).not.toContain(`:${port}/`)
    const [early] = await Promise.all([
      fetch(`${address}calculations/wait/`).then((response) => response.text()),
      heardReload(address),
    ])
    expect(early).toContain('untested')
    const all = await running.said(/2 of 3 claims hold, 1 fails; the site is at \S+\n$/)
    expect(all).toContain('to be measured: 1 experiment in 1 document; ')
    expect(all).toContain('measuring: 1 experiment in 1 document\n')
    expect(all).toContain('calculations/wait.md: 2 of 3 claims hold, 1 fails\n')
    expect(all).toMatch(/calculations\/wait\.md:18:\d+ claim-/)
    expect(existsSync(join(place.folder, 'dist'))).toBe(false)
    pressCtrlC(running)
    expect(await running.ended).toMatchObject({ code: 0 })
    await everybodyIsGone(running.mark)
    taken.close()
    const again = begin(['start'], place)
    const second = await again.said(/2 of 3 claims hold, 1 fails; the site is at \S+\n/)
    expect(second).not.toContain('building the site')
    expect(second).not.toContain('measuring')
    pressCtrlC(again)
    await again.ended
    await everybodyIsGone(again.mark)
  })

  test.each([
    ['checking the documents', 'while it checks'],
    ['building the site', 'while it builds'],
    ['run 1', 'while it measures'],
  ])('Ctrl-C after %j leaves nothing running', { timeout: limitMs }, async (text) => {
    using place = workplace({ 'calculations/wait.md': page }, { site: true })
    const running = begin(['start'], place)
    await running.said(text)
    pressCtrlC(running)
    const { code } = await running.ended
    expect([0, 130]).toContain(code)
    await everybodyIsGone(running.mark)
  })

  test('killed without a chance to clean up, it leaves nothing running', {
    timeout: limitMs,
  }, async () => {
    using place = workplace({ 'calculations/wait.md': page }, { site: true })
    const running = begin(['start'], place)
    await running.said('The site is at')
    running.child.kill('SIGKILL')
    await everybodyIsGone(running.mark)
  })
})

test('build publishes what holds, and preview shows it', { timeout: limitMs }, async () => {
  const holds = page.replace('[at most 5 s](measured:waited)', 'long')
  using place = workplace({ 'calculations/wait.md': holds }, { site: true })
  const measured = begin(['measure'], place)
  expect(await measured.ended).toMatchObject({ code: 0 })
  // Two at once, as a person has it who forgot the first.
  for (const { ended } of [begin(['build'], place), begin(['build'], place)])
    expect(await ended).toMatchObject({
      code: 0,
      out: expect.stringContaining(
        '1 of 1 claim holds\nThe site is in dist; holdfast preview shows it\n',
      ),
    })
  expect(readdirSync(place.folder).filter((name) => name.startsWith('dist'))).toEqual(['dist'])
  const running = begin(['preview'], place)
  const address = (await running.said(/The site is at (\S+)\n/)).match(/at (\S+)/)?.[1] ?? ''
  const shown = await fetch(`${address}calculations/wait/`).then((response) => response.text())
  expect(shown).toContain('<title>Waiting')
  pressCtrlC(running)
  expect(await running.ended).toMatchObject({ code: 0 })
  await everybodyIsGone(running.mark)
})

const pace = `# Pace

A page for the tests, on a model and a service.

\`\`\`ts
import { factor } from './models/factor.ts'
const pace = q('1 s').times(factor) // source: the clock
\`\`\`

It takes [2 s](calc:pace), as the service says:

\`\`\`ts file=sketches/echo/echo.ts
export const echo = 2
\`\`\`
`

test('dev follows changed documents, models and services', { timeout: limitMs }, async () => {
  using place = workplace(
    {
      'calculations/wait.md': page,
      'calculations/pace.md': pace,
      'calculations/models/factor.ts': 'export const factor = 2\n',
      'sketches/echo/echo.ts': 'export const echo = 2\n',
    },
    { site: true },
  )
  const running = begin(['dev'], place)
  await running.said(/2 of 3 claims hold, 1 is untested\n/)
  const served = /http:\/\/\S+:\d+\//
  const address = (await running.said(served)).match(served)?.[0] ?? ''
  const shows = async (text: string): Promise<void> => {
    for (const end = Date.now() + limitMs; ; await pause(1000)) {
      const shown = await fetch(`${address}calculations/pace/`).then((answer) => answer.text())
      if (shown.includes(text)) return
      if (Date.now() > end) throw new Error(`${text} was not shown`)
    }
  }
  await shows('<dt>Value</dt><dd>2 s</dd>')
  place.write('calculations/wait.md', page.replace('[1 s]', '[2 s]'))
  await running.said(/calculations\/wait\.md:16:\d+ claim-differs: /)
  place.write('calculations/wait.md', page)
  await running.said(/claim-differs[\s\S]*2 of 3 claims hold, 1 is untested\n/)
  place.write('calculations/models/factor.ts', 'export const factor = 3\n')
  await running.said(/calculations\/pace\.md:10:\d+ claim-differs: stated 2 s, computed 3/)
  await shows('<dt>Value</dt><dd>3 s</dd>')
  place.write('calculations/models/factor.ts', 'export const factor = 2\n')
  await shows('<dt>Value</dt><dd>2 s</dd>')
  place.write('sketches/echo/echo.ts', 'export const echo = 4\n')
  await running.said(/calculations\/pace\.md:13:\d+ file-differs: /)
  pressCtrlC(running)
  expect(await running.ended).toMatchObject({ code: 0 })
  await everybodyIsGone(running.mark)
})

test('check --watch judges again what was changed', { timeout: limitMs }, async () => {
  using place = workplace({ 'calculations/wait.md': page })
  const running = begin(['check', '--watch'], place)
  await running.said('1 of 2 claims holds')
  place.write('calculations/wait.md', page.replace('[1 s]', '[2 s]'))
  await running.said(/\ncalculations\/wait\.md\n[\s\S]*0 of 2 claims hold, 1 fails, 1 is untested/)
  pressCtrlC(running)
  expect(await running.ended).toMatchObject({ code: 0 })
  await everybodyIsGone(running.mark)
})

test('a sketch starts, says where it is, and stops with all its processes', {
  timeout: limitMs,
}, async () => {
  using place = workplace({
    'sketches/echo/index.ts': `import { spawn } from 'node:child_process'
export async function start() {
  const child = spawn('sleep', ['1000'])
  return {
    addresses: { url: 'http://127.0.0.1:1/' },
    [Symbol.asyncDispose]: async () => void child.kill(),
  }
}
export const tryIt = ({ addresses }: { addresses: { url: string } }) => ['Try: curl ' + addresses.url]
`,
  })
  const running = begin(['sketch', 'echo'], place)
  expect(await running.said('Ctrl-C')).toBe(
    'It runs.\n  url: http://127.0.0.1:1/\nTry: curl http://127.0.0.1:1/\nCtrl-C ends it.\n',
  )
  expect(markedProcesses(running.mark).length).toBeGreaterThan(2)
  pressCtrlC(running)
  expect(await running.ended).toMatchObject({ code: 0 })
  await everybodyIsGone(running.mark)
})

/** Resolves when the page that a reader has open is told to load itself again. */
async function heardReload(address: string): Promise<void> {
  const response = await fetch(new URL('/.holdfast/events', address))
  for await (const chunk of response.body ?? []) {
    if (Buffer.from(chunk).toString().includes('event: reload')) return
  }
  throw new Error('The server ended without a reload')
}
