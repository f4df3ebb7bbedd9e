import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { findDeadLinks } from '../../src/site/links.ts'

test('links that lead somewhere are no trouble', () => {
  using site = built({
    'index.html': '<a href="/repo/a/#place">a</a> <img src="/repo/x.png"> <a href="a/">a</a>',
    'a/index.html':
      '<p id="place"><a href="../">up</a><a href="#place">here</a><a href="https://else.example">',
    'x.png': '',
  })
  expect(findDeadLinks(site.root, '/repo/')).toEqual([])
})

test('each kind of dead link is found, with its page', () => {
  using site = built({
    'index.html':
      '<a href="/repo/b/">b</a> <a href="/c/">c</a> <a href="calc:pool">45</a><img src="plot:pool">',
    'a/index.html':
      '<a href="../#nowhere">up</a><a class="x" href="#gone">x</a><img src="/repo/y.png">',
  })
  expect(findDeadLinks(site.root, '/repo/')).toEqual([
    { page: 'a/index.html', link: '../#nowhere', reason: 'no such place' },
    { page: 'a/index.html', link: '#gone', reason: 'no such place' },
    { page: 'a/index.html', link: '/repo/y.png', reason: 'no such page' },
    { page: 'index.html', link: '/repo/b/', reason: 'no such page' },
    { page: 'index.html', link: '/c/', reason: 'outside /repo/' },
    { page: 'index.html', link: 'calc:pool', reason: 'nothing was drawn for it' },
    { page: 'index.html', link: 'plot:pool', reason: 'nothing was drawn for it' },
  ])
})

function built(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'links-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true }) }
}
