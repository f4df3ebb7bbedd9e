import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { check } from '../../src/check/check.ts'
import { findBrowser, openBrowser } from './browser.ts'
import { astroBinary, createProject, outerEnvironment, type Project } from './project.ts'

const executable = findBrowser()
const verdicts = '.holdfast/verdicts/calculations/chat.md.json'
let project: Project
let server: ChildProcess
let address = ''

beforeAll(async () => {
  project = createProject()
  const env = { ...outerEnvironment(), ASTRO_TELEMETRY_DISABLED: '1', HOLDFAST_PREVIEW: '1' }
  server = spawn(process.execPath, [astroBinary, 'dev', '--port', '4820'], {
    cwd: project.root,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const heard = Promise.withResolvers<string>()
  let said = ''
  server.stdout?.on('data', (part) => {
    said += part
    const found = said.match(/http:\/\/localhost:\d+\//)?.[0]
    if (found !== undefined) heard.resolve(found)
  })
  server.on('exit', () => heard.reject(new Error(said)))
  address = await heard.promise
}, 120_000)

afterAll(async () => {
  const ended = once(server, 'exit')
  if (server.exitCode === null && server.kill()) await ended
  project[Symbol.dispose]()
})

const read = async (path: string): Promise<string> => (await fetch(address + path)).text()
const soon = (see: () => Promise<void>) => vi.waitFor(see, { timeout: 60_000, interval: 100 })

test('a new verdict and a new record are shown without a restart', async () => {
  await soon(async () => expect(await read('calculations/chat/')).toContain('37.5 ops'))
  const text = readFileSync(join(project.root, verdicts), 'utf8')
  project.write(verdicts, text.replace('"value":"37.5 ops"', '"value":"36.25 ops"'))
  await soon(async () => expect(await read('calculations/chat/')).toContain('36.25 ops'))
  project.write('adrs/004-new.md', '# ADR-004: Newest\n\n**Status**: Proposed\n\n## Context\n')
  await soon(async () => expect(await read('adrs/')).toContain('Newest'))
  await soon(async () => expect(await read('adrs/004-new/')).toContain('<h1 id="_top">Newest</h1>'))
})

test('an error of the check stands over the page, with its line, until it is gone', async ({
  skip,
}) => {
  if (executable === null) return skip('no browser found on this machine')
  await using browser = await openBrowser(executable)
  const page = await browser.newPage()
  await page.goto(`${address}calculations/chat/`)
  const overlay = page.locator('vite-error-overlay')
  expect(await overlay.count()).toBe(0)
  const before = JSON.parse(readFileSync(join(project.root, verdicts), 'utf8'))
  const problem = { id: 'claim-differs', severity: 'error', line: 43, column: 2 }
  const problems = [{ ...problem, text: 'stated 60 connections', cure: 'change it' }]
  await soon(async () => {
    project.write(verdicts, JSON.stringify({ ...before, problems, key: String(Math.random()) }))
    await overlay.waitFor({ timeout: 2_000 })
  })
  const part = (name: string) => overlay.locator(name).innerText()
  expect(await part('#message-content')).toBe('stated 60 connections')
  expect(await part('#code h2')).toBe('calculations/chat.md:43:2')
  expect(await part('#code-content .error-line')).toContain('[60 connections](calc:pool.mid)')
  // What only a new measurement settles is on its page alone, which is drawn anew.
  const stale = problems.map((each) => ({ ...each, id: 'claim-stale' }))
  const text = JSON.stringify({ ...before, problems: stale, key: 'another' }).replace(
    '"36.25 ops"',
    '"36.5 ops"',
  )
  project.write(verdicts, text)
  await overlay.waitFor({ state: 'detached', timeout: 60_000 })
  await page.getByText('36.5 ops').first().waitFor({ state: 'attached', timeout: 60_000 })
  expect(await overlay.count()).toBe(0)
  // What cannot be read is said by its page, and ends nothing.
  project.write(verdicts, JSON.stringify({ ...before, problems: [problem] }))
  await overlay.waitFor({ timeout: 60_000 })
  expect(await part('#message-content')).toContain('run holdfast check to write it anew')
  // Nor does it hide what is wrong in another document.
  const other = { ...before, path: 'calculations/pool.md' }
  const another = verdicts.replace('chat', 'pool')
  await soon(async () => {
    project.write(another, JSON.stringify({ ...other, problems, key: String(Math.random()) }))
    await expect
      .poll(() => part('#message-content'), { timeout: 2_000 })
      .toBe('stated 60 connections')
  })
  project.write(another, JSON.stringify(other))
  project.write(verdicts, JSON.stringify(before))
  await soon(async () => expect(await read('calculations/chat/')).toContain('36.25 ops'))
})

test('inputs are turned here too, by the function of the last check', async ({ skip }) => {
  if (executable === null) return skip('no browser found on this machine')
  const pool = 'calculations/pool.md'
  const checkPool = () => check({ root: project.root, paths: [pool], complete: false })
  await checkPool()
  await using browser = await openBrowser(executable)
  const page = await browser.newPage()
  const turn = async (before: string, text: string, load: string) => {
    const input = page.getByLabel('writers', { exact: true }).first()
    await soon(async () => expect(await input.inputValue()).toBe(before))
    await soon(async () => {
      await input.fill(text)
      const shown = page.locator('#claim-load-mid .claim-text')
      expect(await shown.innerText()).toBe(load)
    })
  }
  await page.goto(`${address}calculations/pool/`)
  await turn('10,000 clients', '20,000 clients', '500 messages a second')
  const text = readFileSync(join(project.root, pool), 'utf8')
  project.write(pool, text.replace("q('10,000 clients')", "q('12,000 clients')"))
  await checkPool()
  await turn('12,000 clients', '24,000 clients', '600 messages a second')
})
