import { createHash } from 'node:crypto'
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { examine } from '../../src/check/examine.ts'
import { liveOf } from '../../src/check/live.ts'
import { writeLive } from '../../src/evidence/store.ts'
import { completeIndex, orderIndex } from '../../src/site/search-index.ts'
import { buildProject, createProject, type Project } from './project.ts'
import { signsTell } from './signs.ts'

let project: Project
let output = ''

const page = (path: string, folder = 'dist'): string =>
  readFileSync(join(project.root, folder, path), 'utf8')
const record = 'adrs/001-event-loop-for-chat/index.html'
const chat = 'calculations/chat/index.html'

/** The element of a claim, from its opening to the end of its sign. */
const claim = (text: string, id: string): string =>
  text.match(new RegExp(`<span class="claim" id="${id}"[\\s\\S]*?</button></span>`))?.[0] ?? ''

beforeAll(async () => {
  project = createProject()
  const { results, verdicts } = await examine(project.root, ['calculations/pool.md'])
  const live = verdicts.flatMap((each) => liveOf(results, each.path, each) ?? [])
  for (const each of live) writeLive(project.root, each)
  const built = await buildProject(project, { HOLDFAST_PREVIEW: '1' })
  output = built.output
  if (built.code !== 0) throw new Error(output)
}, 180_000)
afterAll(() => project[Symbol.dispose]())

describe('a document', () => {
  test('shows its title once, from its first heading', () => {
    expect(page(record).match(/<h1/g)).toHaveLength(1)
    expect(page(record)).toContain('<h1 id="_top">Event loop for chat</h1>')
    expect(page(record)).toContain('<title>ADR-001: Event loop for chat | Holdfast</title>')
  })
  test('shows its bold lines as a table, with the status as a badge', () => {
    const table = page(record).match(/<table class="facts">[\s\S]*?<\/table>/)?.[0] ?? ''
    expect(table.match(/<th scope="row">[^<]*/g)?.map((cell) => cell.slice(16))).toEqual([
      'Date',
      'Status',
      'Deciders',
      'Technical Story',
      'Affects',
      'Tags',
    ])
    expect(table).toContain('<span class="status" data-status="accepted">Accepted</span>')
    expect(table).toContain('<code>sketches/chat/**</code>')
  })
  test('links to other documents as pages', () => {
    expect(page(record)).toContain('href="/adrs/002-thread-for-each-connection/"')
    expect(page(record)).toContain('href="/calculations/chat/"')
    expect(page(chat)).toContain('href="/adrs/001-event-loop-for-chat/#decision-outcome"')
  })
  test('can be edited where it lies', () => {
    expect(page(record)).toContain(
      'href="https://github.com/team/repo/edit/main/adrs/001-event-loop-for-chat.md"',
    )
  })
  test('keeps single tildes', () => expect(page(chat)).toContain('struck through:\n~50 to ~60.'))
  test('superseded ones and their successors name each other', () => {
    const old = page('adrs/002-thread-for-each-connection/index.html')
    expect(old).toMatch(/superseded by <a href="\/adrs\/001-event-loop-for-chat\/">001 Event loop/)
    expect(old).toContain('data-standing="unchecked"')
    expect(page(record)).toMatch(/replaces <a href="\/adrs\/002-thread-for-each-connection\/">002/)
  })
})

describe('a claim', () => {
  test.each([
    ['claim-pool-mid', 'holds', 'calculated', '45 connections'],
    ['claim-pool-mid-2', 'refuted', 'calculated', '50'],
    ['claim-pool-mid-3', 'fails', 'calculated', '60 connections'],
    ['claim-cliff', 'stale', 'measured', 'more than 2,000 messages/s'],
    ['claim-eight', 'untested', 'derived', 'at least 12,000 messages/s'],
    ['claim-budget', 'holds', 'given', '50 ms'],
    ['claim-pool-mid-4', 'holds', 'calculated', '45'],
  ])('%s stands as %s, %s', (...wanted) => {
    const [id, standing, provenance, text] = wanted
    const found = claim(page(chat), id)
    expect(found).toContain(`data-standing="${standing}" data-provenance="${provenance}"`)
    expect(found).toContain(`<span class="claim-text">${text}</span>`)
    expect(page(chat)).toContain(`id="${id}-card"`)
  })
  test('that no check has seen is untested, and says why', () => {
    expect(claim(page(chat), 'claim-perProcess-mid')).toContain('data-standing="untested"')
    expect(page(chat)).toContain('The document changed since it was last checked.')
    const guide = page('guides/reading/index.html')
    expect(claim(guide, 'claim-pool-mid')).toContain('data-standing="untested"')
    expect(guide).toContain('No check has run yet.')
  })
  test('below front matter is found at its place', async () => {
    const text = readFileSync(
      join(import.meta.dirname, 'fixture/src/content/docs/guides/reading.md'),
      'utf8',
    )
    const line = text.split('\n').findIndex((each) => each.includes('[45 connections]')) + 1
    expect(page('guides/reading/index.html')).toContain(`id="L${line + 3}"`)
  })
  test('shows its derivation, with links to the lines', () => {
    const card = page(chat).match(/id="claim-pool-mid-card"[\s\S]*?\n<\/div>/)?.[0] ?? ''
    expect(card).toContain('<dt>Accepts</dt><dd>44.5 to 45.5 connections</dd>')
    expect(card).toContain('<dt>Value</dt><dd>45 connections</dd>')
    expect(card).toContain('<code>inFlight 37.5 ops + 20 %</code> <a class="where" href="#L32">')
    expect(page(chat)).toContain('id="L32"')
  })
  test('that was measured shows its runs, its machine and its date, also where it is imported', () => {
    const card = page(record).match(/id="claim-delivery-p99-card"[\s\S]*?\n<\/div>\n/)?.[0] ?? ''
    expect(card.match(/<circle class="run"/g)).toHaveLength(5)
    expect(card).toContain('4 × Example CPU, 16 GB, Linux 6.1, Node 26.10.0')
    expect(card).toContain('19 November 2026, 14:05 UTC')
  })
  test('leaves no link with our schemes behind', () => {
    for (const file of globSync('**/*.html', { cwd: join(project.root, 'dist') }))
      expect(page(file).match(/href="(?:calc|measured|derived|uncounted):/g)).toBeNull()
  })
})

signsTell((path) => page(path))

describe('a fence', () => {
  test.each([
    ['measured', 'Measured', '5 valid runs, 1 void · 19 November 2026'],
    ['derived', 'Derived', 'Holds'],
    ['sketch', 'Sketch, not run', 'needs a second machine'],
    ['refused', 'Refused by the compiler', 'TS2345'],
    ['throws', 'Throws', '“unknown unit”'],
  ])('%s says so: %s', (use, label, note) => {
    const figure = page(chat).match(
      new RegExp(`<figure class="fence" data-use="${use}">[\\s\\S]*?</figcaption>`),
    )?.[0]
    expect(figure).toContain(`<span class="fence-use">${label}</span>`)
    expect(figure).toContain(note)
  })
  test('that is hidden is folded', () =>
    expect(page(chat)).toMatch(/<details class="fence fence-folded"><summary[\s\S]*?2 lines/))
  test('shows what it expects, with the verdict', () => {
    expect(
      page(chat).match(
        /class="expected" data-standing="holds" role="img" aria-label="Holds: value 375 ops\/s"/g,
      ),
    ).toHaveLength(1)
  })
  test('of Mermaid is a picture with words', () => {
    const figure = page(chat).match(/<figure class="diagram[\s\S]*?<\/figure>/)?.[0] ?? ''
    expect(figure).toContain('<svg')
    expect(figure).toMatch(/aria-label="Flow chart: [^"]*Chat process/)
    expect(figure).toContain('flowchart LR')
  })
})

test('the matrix of a record is drawn on another page, with its data and the way to the record', () => {
  const [, figure = ''] =
    page('adrs/003-queue-for-uploads/index.html').match(
      /<figure class="matrix shown[^>]*>([\s\S]*?)<\/figure>/,
    ) ?? []
  expect(figure).toContain('aria-label="Weighted totals: Event loops')
  expect(figure.match(/<svg viewBox="0 0 1000 28"/g)).toHaveLength(3)
  expect(figure).toContain('What was weighed for the process model')
  expect(figure).toContain(
    '<a href="/adrs/001-event-loop-for-chat/">ADR-001: Event loop for chat</a>',
  )
  expect(figure).toContain('<summary>The data as a table</summary>')
  expect(figure).toContain(
    '<th scope="row">Weighted total</th><td></td><td>4</td><td>3.4</td><td>0</td>',
  )
  expect(figure).toContain('<summary>What would turn the decision</summary>')
})

test('only pages whose inputs are turned get the code for it', () => {
  const withCode = globSync('**/*.html', { cwd: join(project.root, 'dist') }).filter((file) =>
    /\/live-|LivePanel/.test(page(file)),
  )
  expect(withCode).toEqual(['calculations/pool/index.html'])
})

describe('the pages about all documents', () => {
  test('home counts what is asserted', () => {
    const figures = [...page('index.html').matchAll(/<dt>([a-z]+)[\s\S]*?<dd>(\d+)<\/dd>/g)]
    expect(figures.map(([, name, count]) => `${count} ${name}`)).toEqual([
      '19 claims',
      '6 given',
      '9 calculated',
      '1 derived',
      '3 measured',
      '1 refuted',
    ])
    expect(page('index.html')).toContain('18 of 19 proven falsifiable')
    expect(page('index.html')).toContain('Checked 20 November 2026, 08:30 UTC at commit abcdef0.')
  })
  test('evidence lists each claim with its address, the worst first', () => {
    const rows = page('evidence/index.html').match(/<tr data-standing="[a-z]+"/g) ?? []
    expect(rows).toHaveLength(20)
    expect(rows.slice(0, 3).map((row) => row.slice(19, -1))).toEqual(['fails', 'stale', 'untested'])
    expect(page('evidence/index.html')).toContain('href="/calculations/chat/#claim-pool-mid-3"')
  })
  test('the same as data', () => {
    const data = JSON.parse(page('evidence.json'))
    expect(data.claims).toHaveLength(20)
    expect(data.counts).toMatchObject({ claims: 19, refuted: 1 })
    expect(data.proof).toMatchObject({ proven: 18, unclaimed: 0 })
  })
  test('the log has each record once', () => {
    const log = page('adrs/index.html')
    expect(log.match(/<td class="number">\d+/g)?.map((cell) => cell.slice(-3))).toEqual([
      '003',
      '002',
      '001',
    ])
  })
  test('services, calculations, a map for language models, and a page for what is missing', () => {
    expect(page('services/index.html')).toContain('npm run sketch chat')
    expect(page('services/chat/index.html')).toContain('Rooms over WebSockets')
    expect(page('calculations/index.html')).toContain('href="/calculations/chat/"')
    expect(page('llms.txt')).toContain(
      '- [ADR-001: Event loop for chat](/adrs/001-event-loop-for-chat/)',
    )
    expect(page('404.html')).toContain('Nothing is here')
  })
  test('a preview says what is untested, a publication does not', () => {
    expect(page('index.html')).toContain('Preview: 1 claim untested, 1 stale, 1 failing.')
  })
})

test('every page is reached from the first one within two clicks', () => {
  const linksOf = (file: string): string[] =>
    [...page(file).matchAll(/<a\b[^>]*?\shref="(\/[^"#?]*)/g)].map(([, path = '']) => path)
  const first = linksOf('index.html')
  const within = new Set([
    '/',
    ...first,
    ...first
      .filter((path) => path.endsWith('/'))
      .flatMap((path) => linksOf(`${path.slice(1)}index.html`)),
  ])
  const built = globSync('**/index.html', { cwd: join(project.root, 'dist') })
  const pages = built.map((file) => `/${file.replaceAll('\\', '/').replace('index.html', '')}`)
  expect(pages.length).toBeGreaterThan(10)
  expect(pages.filter((path) => !within.has(path))).toEqual([])
})

test('built again, elsewhere and below a base', async () => {
  // What was kept of the first build would be equal to itself.
  rmSync(join(project.root, '.holdfast/site'), { recursive: true })
  const again = await buildProject(project, { HOLDFAST_PREVIEW: '1', HOLDFAST_OUT: 'again' })
  expect(again.code, again.output).toBe(0)
  expect(hashes('again')).toEqual(hashes('dist'))
  const moved = {
    HOLDFAST_OUT: 'moved',
    HOLDFAST_BASE: '/repo',
    HOLDFAST_ORIGIN: 'https://x.example',
  }
  const based = await buildProject(project, moved)
  expect(based.code, based.output).toBe(0)
  expect(page(record, 'moved')).toContain('href="/repo/calculations/chat/"')
  expect(page('guides/reading/index.html', 'moved')).toContain('href="/repo/adrs/"')
  expect(page('index.html', 'moved')).not.toContain('Preview:')
  expect(page('llms.txt', 'moved')).toContain('(https://x.example/repo/calculations/chat/)')
}, 180_000)

test('a new verdict is shown although the text stayed, and a dead link stops the build', async () => {
  const file = '.holdfast/verdicts/calculations/chat.md.json'
  const text = readFileSync(join(project.root, file), 'utf8')
  project.write(file, text.replace('"value":"37.5 ops"', '"value":"36.25 ops"'))
  project.write('adrs/004-dead.md', '# ADR-004: Dead\n\nSee [it](../calculations/none.md).\n')
  const built = await buildProject(project, { HOLDFAST_OUT: 'third' })
  expect(built.code).toBe(1)
  expect(built.output).toContain('adrs/004-dead/index.html: ../calculations/none.md (no such page)')
  expect(page(chat, 'third')).toContain('36.25 ops')
}, 180_000)

test('a search index that was left half written is written whole', async () => {
  cpSync(join(project.root, 'dist'), join(project.root, 'torn'), { recursive: true })
  const entry = join(project.root, 'torn/pagefind/pagefind-entry.json')
  const before = readFileSync(entry, 'utf8')
  writeFileSync(entry, '')
  await completeIndex(join(project.root, 'torn'))
  orderIndex(join(project.root, 'torn/pagefind'))
  expect(readFileSync(entry, 'utf8')).toBe(before)
})

function hashes(folder: string): Record<string, string> {
  const root = join(project.root, folder)
  const files = globSync('**/*.*', { cwd: root }).sort()
  return Object.fromEntries(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest('hex'),
    ]),
  )
}
