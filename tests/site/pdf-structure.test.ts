import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { check } from '../../src/check/check.ts'
import { printReport } from '../../src/site/pdf/integration.ts'
import { readSettings } from '../../src/site/settings.ts'
import { temporaryProject } from '../project/project.ts'
import { chat, index, record } from './book-example.ts'
import { hasPoppler, inkAbove, poppler } from './poppler.ts'

let file = ''
let bytes = ''
let structure = ''
let project: Awaited<ReturnType<typeof temporaryProject>>

beforeAll(async () => {
  project = await temporaryProject({
    'adrs/001-pool-connections.md': record,
    'src/content/docs/report/index.md': index,
    'src/content/docs/report/chat.md': chat,
  })
  const { root } = project
  await check({ root, paths: ['src/content/docs/report'], complete: false })
  commit(root)
  const pdf = await printedAt('2026-11-20T10:00:00Z')
  file = join(root, 'report.pdf')
  bytes = pdf.toString('latin1')
  await writeFile(file, pdf)
  if (hasPoppler()) structure = poppler('pdfinfo', '-struct-text', file)
}, 120_000)

/** A history, by which the book has its date. */
function commit(root: string): void {
  const dates = {
    GIT_AUTHOR_DATE: '2026-11-05T08:30:00Z',
    GIT_COMMITTER_DATE: '2026-11-05T08:30:00Z',
  }
  const git = (...values: string[]): Buffer =>
    execFileSync('git', values, { cwd: root, env: { ...process.env, ...dates } })
  git('init', '--quiet')
  git('add', 'src')
  git(
    '-c',
    'user.name=A',
    '-c',
    'user.email=a@b.example',
    '-c',
    'commit.gpgSign=false',
    'commit',
    '--quiet',
    '-m',
    'Report',
  )
}

/** The book as a site below a base has it, printed at some time. */
async function printedAt(time: string): Promise<Buffer> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(time) })
  try {
    const places = { HOLDFAST_ORIGIN: 'https://site.example', HOLDFAST_BASE: 'holdfast' }
    const pdf = await printReport(project.root, readSettings(project.root, places))
    return pdf ?? Buffer.alloc(0)
  } finally {
    vi.useRealTimers()
  }
}

afterAll(() => project[Symbol.asyncDispose]())

/** Left out where no poppler is; on CI that is a failure. */
const read = test.skipIf(!hasPoppler())

read('it says its title and its language, is tagged, and names the rules that it keeps', () => {
  const facts = poppler('pdfinfo', file)
  expect(facts).toMatch(/^Title: +Two services$/m)
  expect(facts).toMatch(/^Subject: +What to build\.$/m)
  expect(facts).toMatch(/^Tagged: +yes$/m)
  expect(bytes).toMatch(/\/Lang ?\(en\)/)
  expect(bytes).toContain('/DisplayDocTitle true')
  expect(poppler('pdfinfo', '-meta', file)).toContain('<pdfuaid:part>1</pdfuaid:part>')
})

test('printed again at another time it has the same bytes, and it is as old as what it is printed from', async () => {
  const again = await printedAt('2027-02-03T04:05:06Z')
  expect(again.length).toBeGreaterThan(1000)
  expect(again.toString('latin1') === bytes).toBe(true)
  expect(bytes).toMatch(/\/CreationDate ?\(D:20261105083000/)
})

read('links lead to the world and to the published site, below its base', () => {
  const addresses = [...bytes.matchAll(/\/URI ?\(([^)]*)\)/g)].map(([, address]) => address)
  expect(addresses.filter((each) => each?.startsWith('http')).toSorted()).toEqual([
    'https://site.example/holdfast/adrs/',
    'https://site.example/holdfast/adrs/001-pool-connections/#decision-outcome',
    'https://world.example/page',
  ])
})

read('every font is within it, and every letter can be copied', () => {
  // Name, type and encoding; then whether it is embedded, only in part, and with a map to Unicode.
  const [, , ...fonts] = poppler('pdffonts', file).trim().split('\n')
  expect(fonts.length).toBeGreaterThan(1)
  for (const font of fonts) expect(font).toMatch(/ yes yes yes +\d+ +\d+$/)
})

read('it is read in the order in which it is written', () => {
  const headings = structure
    .split('\n')
    .flatMap((line) => /^ *H([12]) "(.*)" \(block\)/.exec(line)?.slice(1) ?? [])
  expect(headings).toEqual(
    [
      ['1', 'Contents'],
      ['1', 'Two services'],
      ['2', 'In short'],
      ['1', 'The chat'],
      ['2', 'Recommendation'],
      ['2', 'Alternatives'],
      ['1', 'How this was measured'],
    ].flat(),
  )
  const text = poppler('pdftotext', file, '-').replace(/\s+/g, ' ')
  const places = [
    'The pool needs',
    'In short With',
    'How long calls take',
    'Company',
    'In a list, 45 connections',
    'Within it, 45',
    'In a quote, 45 connections',
    'echo in a block of code',
    'Read the world, the record and what was recorded.',
    'Build pools',
  ]
  const found = places.map((words) => text.lastIndexOf(words))
  expect(found).not.toContain(-1)
  expect(found).toEqual(found.toSorted((a, b) => a - b))
})

read('a paragraph with notes is a paragraph, and each claim has one note', () => {
  expect(structure).toMatch(/^ *P \(block\)\n *"The pool needs 45 connections"/m)
  expect(structure).toMatch(/^ *P \(block\)\n *"Build pools: they lead by 0\.6"/m)
  const claims = `${index}${chat}`.match(/\]\((?:calc|measured|derived):|\]\[pool\]/g) ?? []
  expect(structure.match(/^ *Note </gm)).toHaveLength(claims.length)
  expect(structure).toMatch(/"Refuted, as stated; calculated: pool = 45; accepts anything but/)
})

read('pictures have words, and tables heads', () => {
  expect(structure.match(/^ *Figure/gm)).toHaveLength(3)
  const words = [...bytes.matchAll(/\/Alt ?\(((?:[^()\\]|\\.)*)\)/g)].map(([, alt]) => alt)
  expect(words.toSorted()).toEqual([
    'A client asks a server',
    expect.stringMatching(/^How long calls take\. alone: half at most 300 ms/),
    expect.stringMatching(/^How long repairs take\. before: 3 h/),
  ])
  const cells = [...structure.matchAll(/^ *T([HD])\b[^"]*?"([^"]*)"/gm)].map(
    ([, kind, text]) => `${kind} ${text}`,
  )
  expect(cells).toEqual([
    'H Company',
    'H What it does',
    'D A',
    'D chats over 45 connections',
    'H Option',
    expect.stringMatching(/^H .*Speed/),
    expect.stringMatching(/^H .*Known/),
    'H Weighted total',
    expect.stringMatching(/^D Pools/),
    'D 4',
    'D 5',
    'D 4.4',
    'D Streams',
    'D 5',
    'D 2',
    'D 3.8',
  ])
})

read('pictures are drawn: their words can be found, and above a caption there is ink', () => {
  const lines = poppler('pdftotext', file, '-').split(/[\n\f]/)
  const words = ['alone', 'six', 'before', 'after', 'client', 'server']
  expect(lines).toEqual(expect.arrayContaining(words))
  // Without its curves or bars a picture has fewer than 200 dots, those of its words.
  expect(inkAbove('How long calls take', file, 200)).toBeGreaterThan(500)
  expect(inkAbove('How long repairs take', file, 40)).toBeGreaterThan(500)
})

read('bookmarks and contents lead to the page where each chapter stands', () => {
  const bookmarks = [
    ...poppler('pdftohtml', '-xml', '-stdout', '-i', file).matchAll(
      /<item page="(\d+)">(.*?)<\/item>/g,
    ),
  ].map(([, page, title]) => `${title} ${page}`)
  const contents = poppler('pdftotext', '-f', '2', '-l', '2', '-layout', file, '-')
    .split('\n')
    .flatMap((line) => {
      const [, number, title, page] = /^ *([\d.]+) +(.*?)[ .\u2060]+(\d+)$/.exec(line) ?? []
      return number === undefined ? [] : [`${number} ${title} ${page}`]
    })
  expect(contents).toHaveLength(6)
  expect(bookmarks).toEqual(contents)
  for (const each of contents) {
    const [, , title = '', page = ''] = /^([\d.]+) (.*) (\d+)$/.exec(each) ?? []
    const text = poppler('pdftotext', '-f', page, '-l', page, '-layout', file, '-')
    expect(text, each).toContain(title)
    // What is printed at the foot is the page that the contents mean.
    expect(text.trim().split('\n').at(-1)?.trim(), each).toBe(page)
  }
  expect(new Set(contents.map((each) => each.split(' ').at(-1))).size).toBeGreaterThan(1)
})
