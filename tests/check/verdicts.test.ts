import { expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { measure } from '../../src/check/measure.ts'
import { readWhole } from '../../src/evidence/store.ts'
import { Verdicts } from '../../src/evidence/verdicts.ts'
import { temporaryProject } from '../project/project.ts'

const fence = (info: string, ...code: string[]): string =>
  `\`\`\`${info}\n${code.join('\n')}\n\`\`\`\n`

/** The derived input stands before the others, so that places and not numbers have to tell them apart. */
const chat = [
  '# Chat',
  fence('ts measured', 'const seconds = 2', 'const other = 3'),
  fence(
    'ts derived',
    "const spare = q('3') // assumed: three times as fast there",
    'const scaled = spare.times(seconds)',
  ),
  fence(
    'ts',
    "import { clients } from './people.md'",
    "const rate = q('1 to 2 messages/client/minute') // source: the brief",
    'const messages = clients.times(rate)',
    "const limit = q('300 messages/s') // source: the brief",
    'const fits = messages.atMost(limit)',
  ),
  fence('ts refused TS2345', "messages.plus(q('3 GB'))"),
  'It is [250 messages/s](calc:messages.mid), [167 to 333 messages/s](calc:messages), so it fits: [true](calc:fits.mid).',
  'At [10,000 clients](calc:clients) the machine takes [at least 2](measured:seconds), there [under 7](derived:scaled).',
].join('\n')

const people = [
  '# People',
  fence('ts', "const clients = q('10,000 clients') // source: the brief"),
  'There are [10,000 clients](calc:clients).',
].join('\n')

it('keeps of each claim what a page draws: its interval, what moves it, where it tips, what it rests on', async () => {
  await using project = await temporaryProject({
    'calculations/chat.md': chat,
    'calculations/people.md': people,
  })
  const { root } = project
  const { signal } = new AbortController()
  await measure({ root, paths: [], force: false, signal, onProgress: () => {} })
  const { messages } = await check({ root, paths: [], complete: false })
  expect(messages.filter(({ severity }) => severity === 'error')).toEqual([])
  const verdicts = await readWhole(`${root}/.holdfast/verdicts/calculations/chat.md.json`, Verdicts)
  const claims = verdicts?.claims ?? []
  const [mid, range, fits, clients, measured, derived] = claims

  expect(mid?.scale).toEqual({
    unit: 'message/s',
    stated: 'messages/s',
    perStated: 1,
    accepts: { low: 249.5, high: 250.5, open: null },
    ends: null,
    value: 250,
    bounds: null,
  })
  expect(range?.scale?.ends?.high).toEqual({ low: 332.5, high: 333.5, open: null })
  expect(range?.scale?.bounds?.high).toBeCloseTo(1000 / 3, 9)
  expect(measured?.scale?.accepts).toEqual({ low: 2, high: null, open: null })
  expect(derived?.scale?.accepts).toEqual({ low: null, high: 7, open: 'high' })

  expect(
    mid?.swing.map(({ input, path, low, high }) => [
      input,
      path,
      low.input,
      low.text,
      high.input,
      high.text,
    ]),
  ).toEqual([
    [
      'clients',
      'calculations/people.md',
      '5,000 clients',
      '125 messages/s',
      '20,000 clients',
      '500 messages/s',
    ],
    [
      'rate',
      'calculations/chat.md',
      '1 messages/client/minute',
      '166.667 messages/s',
      '2 messages/client/minute',
      '333.333 messages/s',
    ],
  ])
  expect(derived?.swing.map(({ input }) => input)).toEqual(['spare'])
  expect(derived?.assumed).toBe(true)
  expect(mid?.assumed).toBe(false)
  expect(clients?.swing).toEqual([])

  expect(fits?.tipping.map(({ input, path, at }) => [input, path, at]).toSorted()).toEqual([
    ['clients', 'calculations/people.md', '12,000 clients'],
    ['limit', 'calculations/chat.md', '250 messages/s'],
    ['rate', 'calculations/chat.md', '1.8 messages/client/minute'],
  ])
  expect(derived?.tipping.map(({ input, at }) => [input, at])).toEqual([['spare', '3.5']])
  expect(mid?.tipping).toEqual([])
  expect(mid?.experiments).toEqual([])
  expect(derived?.experiments).toEqual([{ path: 'calculations/chat.md', line: 2 }])
  expect(measured?.experiments).toEqual([{ path: 'calculations/chat.md', line: 2 }])

  const refused = verdicts?.fences.find(({ use }) => use === 'refused')
  expect(refused?.diagnostics.map(({ line, column, code }) => [line, column, code])).toEqual([
    [(refused?.place.line ?? 0) + 1, 15, 'TS2345'],
  ])
  expect(refused?.diagnostics[0]?.text).toContain(
    `'Quantity<"B">' is not assignable to parameter of type 'Quantity<"message/s">'`,
  )
})

it('finds where a share breaks a number below, where above only more than the whole would', async () => {
  const share = [
    '# Share',
    fence(
      'ts',
      "const share = q('80 %') // source: a test",
      "const peak = q('10 messages/s') // source: a test",
      'const load = peak.times(share)',
    ),
    'It is [5 to 12 messages/s](calc:load), and [at most 9 messages/s](calc:load).',
    'Of [10 messages/s](calc:peak) come [80 %](calc:share).',
  ].join('\n')
  await using project = await temporaryProject({ 'calculations/share.md': share })
  const { verdicts } = await check({ root: project.root, paths: [], complete: false })
  const [range, most] = verdicts[0]?.claims ?? []
  const ofShare = (claim: typeof range) => claim?.tipping.find(({ input }) => input === 'share')?.at
  expect([range?.verdict, ofShare(range)]).toEqual(['holds', '47.5%'])
  expect([most?.verdict, ofShare(most)]).toEqual(['holds', expect.stringContaining('90%')])
})
