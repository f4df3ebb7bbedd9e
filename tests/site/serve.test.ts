import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serve } from '../../src/site/serve.ts'

test('pages, files and what is missing', async () => {
  using folder = site()
  await using served = await open(folder.root, '/')
  const page = await fetch(served.url)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await page.text()).toMatch(/^<body>home<script>.*<\/script><\/body>$/)
  const data = await fetch(`${served.url}evidence.json`)
  expect(data.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(await data.text()).toBe('{}')
  const inner = await fetch(`${served.url}a%20b`, { redirect: 'manual' })
  expect([inner.status, inner.headers.get('location')]).toEqual([302, '/a%20b/'])
  const missing = await fetch(`${served.url}nowhere/`)
  expect([missing.status, await missing.text()]).toEqual([404, expect.stringContaining('missing')])
})

test('text is sent packed to who can unpack it, and to nobody else', async () => {
  using folder = site()
  await using served = await open(folder.root, '/')
  const ask = (encoding: string, method = 'GET') =>
    fetch(served.url, { method, headers: { 'accept-encoding': encoding } })
  const packed = await ask('br, gzip')
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  expect(packed.headers.get('vary')).toBe('accept-encoding')
  const plain = await ask('identity')
  expect(plain.headers.get('content-encoding')).toBe(null)
  expect(await packed.text()).toBe(await plain.text())
  expect(await (await ask('gzip', 'HEAD')).text()).toBe('')
})

test('nothing outside the folder is served', async () => {
  using folder = site()
  await using served = await open(join(folder.root, 'a b'), '/')
  for (const path of ['..%2fevidence.json', '%2e%2e/evidence.json', 'x%00', '%zz'])
    expect((await fetch(served.url + path)).status).toBe(404)
})

test('below a base', async () => {
  using folder = site()
  await using served = await open(folder.root, '/repo/')
  expect(served.url).toMatch(/\/repo\/$/)
  expect(await (await fetch(served.url)).text()).toContain('home')
  const { origin } = new URL(served.url)
  expect((await fetch(`${origin}/`, { redirect: 'manual' })).headers.get('location')).toBe('/repo/')
  expect((await fetch(`${origin}/evidence.json`)).status).toBe(404)
})

test('a taken port is no error', async () => {
  using folder = site()
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const address = holder.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await using served = await open(folder.root, '/', port)
  expect(served.moved).toBe(true)
  expect(served.url).not.toContain(`:${port}/`)
  holder.close()
})

test('open pages hear when to load themselves again', async () => {
  using folder = site()
  await using served = await open(folder.root, '/')
  const events = await fetch(`${served.url}.holdfast/events`)
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  while (!heard.includes('retry')) heard += (await reader?.read())?.value ?? ''
  served.reload()
  while (!heard.includes('event: reload')) heard += (await reader?.read())?.value ?? ''
  expect(heard).toContain('event: reload\ndata: now\n\n')
  await reader?.cancel()
})

test('as a process it says its address, and ends with the one who started it', async () => {
  using folder = site()
  const file = join(import.meta.dirname, '../../src/site/serve.ts')
  const child = spawn(process.execPath, [file, '--folder', folder.root, '--base', '/x/'], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
  })
  const [said] = await once(child, 'message')
  expect(await (await fetch(said.url)).text()).toContain('home')
  child.disconnect()
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
})

async function open(folder: string, base: string, port = 0) {
  const served = await serve({ folder, base, port })
  return { ...served, [Symbol.asyncDispose]: served.close }
}

function site() {
  const root = mkdtempSync(join(tmpdir(), 'site ü '))
  mkdirSync(join(root, 'a b'))
  writeFileSync(join(root, 'index.html'), '<body>home</body>')
  writeFileSync(join(root, 'a b/index.html'), '<body>inner</body>')
  writeFileSync(join(root, '404.html'), '<body>missing</body>')
  writeFileSync(join(root, 'evidence.json'), '{}')
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true }) }
}
