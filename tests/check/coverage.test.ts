import { describe, expect, it } from 'vitest'
import { checkCoverage } from '../../src/check/coverage.ts'
import { checkExempt } from '../../src/check/exempt.ts'
import { readDocument } from '../../src/document/read.ts'
import { Settings } from '../../src/document/settings-schema.ts'
import fc from '../project/property.ts'

const runs = { numRuns: 500, seed: 20261121 }
const settings = Settings.parse({ products: ['Node', 'C++', 'Redis'] })

const found = (text: string, check = checkCoverage) =>
  check(readDocument('calculations/x.md', text, 'calculation'), settings).map(
    ({ id, line, column, length }) => ({
      id,
      line,
      text: text.split(/\r\n|\n/)[line - 1]?.substr(column - 1, length),
    }),
  )

const number = fc.constantFrom(
  '0',
  '7',
  '42',
  '10,000',
  '0.5',
  '.5',
  '-4',
  '−4',
  '1e6',
  '99.9 %',
  '50ms',
  '3x',
  '2nd',
  '10–20',
  '2 to 10',
  '½',
)
const words = fc.constantFrom(
  '',
  'words ',
  '🦊 é ',
  '*marked* ',
  '`80` ',
  '[70](https://a.example) ',
  'about ',
  '~',
  'users/',
  'p99 ',
  'HTTP/2 ',
)

describe('a number that nothing proves', () => {
  it('is found at its place, wherever it stands and whatever is around it', () => {
    const block = fc.constantFrom('', '> ', '- ', '> 1. ', '## A ')
    fc.assert(
      fc.property(
        fc.record({ number, words, block, lineEnd: fc.constantFrom('\n', '\r\n') }),
        (each) => {
          const text = `---${each.lineEnd}title: X${each.lineEnd}---${each.lineEnd}${each.block}Before ${each.words}${each.number} behind.`
          expect(found(text)).toEqual([{ id: 'number-unclaimed', line: 4, text: each.number }])
        },
      ),
      runs,
    )
  })

  it.each([
    '| a |\n| - |\n| 50 |',
    'A note.[^1]\n\n[^1]: It has 50 of them.',
    '<p>50 clients</p>',
    '**50** clients',
    'clients~~50~~ ',
    '[50]() clients',
    '# 50 clients',
    'C 50, and Node50, C++14',
    '[50 clients](./images/)',
    '[50 clients](../)',
    '[50 clients](chat.html)',
    '[50 clients](x)',
    '[50 clients](doi:x)',
    '---\ntitle: >-\n  For 50 clients\n---\nWords.',
    '---\ndescription: |\n  Of words\n\n  and 50 clients\n---\nWords.',
    '---\n"title": For 50 clients\n---\nWords.',
    '---\nsidebar:\n  order: 7\n  label: For 50 clients\n---\nWords.',
    '---\nsidebar: { order: 7, label: 50 clients }\n---\nWords.',
    '---\nbanner:\n  content: For 50 clients\n---\nWords.',
    '---\n{ "title": "50 clients" }\n---\nWords.',
    '---\ndescription: |\n  order: 50 clients\n---\nWords.',
    '---\ntitle: "Fast, class: 50 clients"\n---\nWords.',
    '---\nsize: &a 50 clients\ntitle: *a\n---\nWords.',
    '---\nsize: &a 50 clients\ntitle:\n  *a\n---\nWords.',
  ])('%s', (text) => expect(found(text)).toMatchObject([{ id: 'number-unclaimed', text: '50' }]))

  it.each(['in 2000 requests', 'after 2000 ms', 'since 1999 GB', 'before 2000 %'])('%s', (text) => {
    expect(found(text)).toHaveLength(1)
  })

  it.each([
    ['Of the processes 3 may be idle', '3'],
    ['In May 10 % were lost', '10 %'],
    ['On May 3 clients were lost', '3'],
    ['It rises in 2000 req/s', '2000'],
    ['It took in 2000 core·ms', '2000'],
    ['In May 2000 requests', '2000'],
    ['Page 50 requests', '50'],
    ['Step 5 clients', '5'],
    ['It issues 50 tokens', '50'],
    ['HTTP 300 calls', '300'],
    ['Faster-50 percent', '50'],
    ['CPU-50 %', '50 %'],
    ['#50 clients', '50'],
    ['9999-99', '9999-99'],
    ['2000-12 ms', '2000-12'],
    ['RFC 6455 ms', '6455'],
    ['Redis 5 times as fast', '5'],
    ['Redis 50,000 messages', '50,000'],
  ])('%s', (text, number) => {
    expect(found(text)).toEqual([{ id: 'number-unclaimed', line: 1, text: number }])
  })
})

describe('a number that states nothing', () => {
  it.each([
    'On 2026-11-21, in 2026-11, on 21 November 2026, November 21, 2026, 3 May and May 3.',
    'In 2026 it was. Since 2019, before 1999.',
    'ADR 12, ADR-003, RFC 6455 §5.2, ISO 8601, sections 3 to 4, step 2, table 7, #12.',
    'p99, p999, SHA-256, HTTP/2, UTF-8, IPv6, x86, arm64, h2.',
    'HTTP 404 and HTTP 200.',
    'Node 26, Node 24 and 26, Node 22, 24 and 26, C++ 23, Redis 7 clients, Redis 7 times out.',
    'Step 5 calls the service, step 2 requires it, table 7 shows it, sections 3, 4 and 5, lines 10-20.',
    'On 2026-11-21T10:00:00Z, sections 2(a) and (b).',
    'HTTP/2 connections, HTTP/1.1 clients, UTF-8 bytes, HTTP 404 errors. In May 2026 HTTP/2 was.',
    '# 1. Title\n\n## 2.3 Part\n\n### 4 Results',
    '[50 clients](https://a.example) and [50](./x.csv), [50][a].\n\n[a]: https://a.example',
    '[50](calc:x), [50](uncounted: "a story"), `50`, <!-- 50 -->, <b class="50">b</b>',
    '1. one\n2. two',
    '[50](doi:10.1145/3132747) and [50](urn:isbn:0131103628)',
    '---\ntitle: Words\nsize: 50\ntags:\n  - for 50\nsidebar:\n  order: 7\n---\nWords.',
    '---\ndescription: of *all*\nsize: 50\n---\nWords.',
  ])('%s', (text) => expect(found(text)).toEqual([]))
})

describe('a link that exempts', () => {
  const exempt = (text: string) => found(`[${text}](uncounted: "a story")`, checkExempt)

  it.each([
    'p99 of 50 ms',
    'HTTP/2 over 50 connections',
    'between 50 ms and 60 ms',
    'between 50 and 60 ms',
    'between 50 clients and 60 clients',
    'from 500 ms to 2 s',
    '$50 to $60',
    '50 % to 60 %',
    '4,300 by 3,200 pixels',
    '50–60 ms with Redis 7',
    'Node 26',
  ])('one number: %s', (text) => expect(exempt(text)).toEqual([]))

  it.each([
    '5 clients and 7 servers',
    '5 ms and 7 servers',
    '5 ms and 7 GB',
    '5 s and 7 servers',
    '50 clients, and 60 servers',
    '5 clients, 7 clients and 9 clients',
    '5 of 7',
  ])('several: %s', (text) => expect(exempt(text)).toMatchObject([{ id: 'uncounted-many', text }]))

  it('needs a reason before it needs to be one', () => {
    expect(found('[5 of 7](uncounted: ".")', checkExempt)).toEqual([])
  })
})

describe('a number in words', () => {
  it.each([
    ['ten clients', 'ten'],
    ['twenty-five clients', 'twenty-five'],
    ['half a second', 'half'],
    ['twice as many', 'twice'],
    ['Two of the rooms', 'Two'],
    ['ten **clients**', 'ten'],
    ['two [clients](https://a.example)', 'two'],
    ['two (idle) clients', 'two'],
    ['ten % of it', 'ten'],
    ['twice [50 ms](calc:x)', 'twice'],
    ['Three [50 ms](calc:x)', 'Three'],
    ['hundreds of [50 clients](calc:x)', 'hundreds of'],
    ['double [50 ms](calc:x)', 'double'],
  ])('%s', (text, word) =>
    expect(found(text)).toEqual([{ id: 'number-word', line: 1, text: word }]),
  )

  it.each([
    'the two **are** full',
    'double [clicks](calc:x)',
    'of two: [50](calc:x)',
    'the two are full',
    'between one and ten',
    'tenfold',
    'often',
  ])('%s', (text) => {
    expect(found(text)).toEqual([])
  })
})
