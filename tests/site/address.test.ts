import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addressOf, pageAddress, pageId } from '../../src/site/address.ts'
import { editAddress, readSettings, sourceAddress } from '../../src/site/settings.ts'

test.each([
  ['adrs/001-loop.md', 'adrs/001-loop'],
  ['calculations/chat.md', 'calculations/chat'],
  ['sketches/chat/README.md', 'services/chat'],
  ['src/content/docs/guides/index.md', 'guides'],
  ['src/content/docs/guides/reading.md', 'guides/reading'],
  ['calculations/models/queue.ts', null],
  ['README.md', null],
  ['sketches/chat/room.ts', null],
])('%s has the id %s', (path, id) => expect(pageId(path)).toBe(id))

test('addresses stand below the base', () => {
  expect(pageAddress('/repo/', 'adrs/001-loop.md')).toBe('/repo/adrs/001-loop/')
  expect(pageAddress('/', 'src/content/docs/index.md')).toBe('/')
  expect(addressOf('/repo/', 'evidence.json')).toBe('/repo/evidence.json')
  expect(addressOf('/', 'adrs/über uns')).toBe('/adrs/%C3%BCber%20uns/')
})

test.each([
  ['team/repo', 'https://github.com/team/repo'],
  ['git+https://host.example/team/repo.git', 'https://host.example/team/repo'],
  ['', null],
  ['not an address', null],
])('the repository %j is %s', (stated, address) => {
  using project = folder({ repository: stated })
  expect(readSettings(project.root, {}).repository).toBe(address)
})

test('the environment decides where the site is published', () => {
  using project = folder({ repository: { url: 'https://host.example/a/b' } })
  const env = { HOLDFAST_BASE: 'repo', HOLDFAST_PREVIEW: '1', HOLDFAST_BRANCH: 'next' }
  const settings = readSettings(project.root, env)
  expect(settings).toMatchObject({ base: '/repo/', preview: true, branch: 'next', outDir: 'dist' })
  expect(editAddress(settings, 'adrs/001 ü.md')).toBe(
    'https://host.example/a/b/edit/next/adrs/001%20%C3%BC.md',
  )
  expect(sourceAddress(settings, 'a.ts', 4)).toBe('https://host.example/a/b/blob/next/a.ts#L4')
})

function folder(content: object) {
  const root = mkdtempSync(join(tmpdir(), 'settings-'))
  writeFileSync(join(root, 'package.json'), JSON.stringify(content))
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true }) }
}
