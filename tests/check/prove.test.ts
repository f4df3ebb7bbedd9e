import { describe, expect, it } from 'vitest'
import { measure } from '../../src/check/measure.ts'
import { proofMessage, prove } from '../../src/check/prove.ts'
import { type Message, report } from '../../src/message/message.ts'
import { temporaryProject } from '../project/project.ts'

const source = '// source: a test'

const document = (code: string, prose: string): string =>
  `# X\n\n\`\`\`ts\n${code}\n\`\`\`\n\n${prose}\n`

async function proofOf(
  text: string,
): Promise<{ proven: number; claims: number; ids: string[]; insensitive: string[] }> {
  await using project = await temporaryProject({ 'calculations/x.md': text })
  await measure({
    root: project.root,
    paths: [],
    force: false,
    signal: new AbortController().signal,
    onProgress: () => {},
  })
  const { proven, claims, messages, insensitive } = await prove(project.root, [])
  return {
    proven,
    claims,
    ids: messages
      .filter(({ severity }) => severity === 'error')
      .map(({ id, line, column }) => `${line}:${column} ${id}`),
    insensitive: insensitive.map(({ text: stated }) => stated),
  }
}

describe('prove', () => {
  it('proves claims of every kind, and expectations', async () => {
    const text = document(
      `const clients = q('10,000 clients') ${source}\nconst rate = q('1 to 2 messages/client/minute') ${source}\nconst messages = clients.times(rate) //=> .mid 250 messages/s\nconst busy = messages.above(q('100 messages/s')) //=> true`,
      'Of [10,000 clients](calc:clients) come [about 250 messages a second](calc:messages.mid), [167 to 333 messages a second](calc:messages), [under 400 messages/s](calc:messages.high), and not yet enough for [9,000 messages/s](calc:messages.mid "refuted").',
    ).replace('and not yet enough for', 'where somebody said')
    expect(await proofOf(text)).toEqual({ proven: 7, claims: 7, ids: [], insensitive: ['true'] })
  })

  it('lists what is given, apart from what follows from it', async () => {
    const text = document(
      `const clients = q('5 clients') ${source}\nconst each = q('2 messages/client') // assumed: a test\nconst messages = clients.times(each)`,
      'Of [5 clients](calc:clients), each with [2 messages/client](calc:each), come [10 messages](calc:messages).',
    )
    await using project = await temporaryProject({ 'calculations/x.md': text })
    const { given } = await prove(project.root, [])
    expect(given.map(({ text: stated, seen }) => [stated, seen.assumed])).toEqual([
      ['5 clients', false],
      ['2 messages/client', true],
    ])
  })

  it('finds a tautology', async () => {
    const text = document(
      `const answer = 42\nconst clients = q('5 clients') ${source}`,
      'The answer is [42](calc:answer), for [5 clients](calc:clients).',
    )
    expect((await proofOf(text)).ids).toEqual(['8:16 claim-rests-on-nothing'])
  })

  it('takes the input at which a truth turns as one that it rests on, however far away that is', async () => {
    const text = document(
      `const clients = q('5 clients') ${source}\nconst most = q('95 clients') ${source}\nconst fits = clients.atMost(most)`,
      'It fits [5 clients](calc:clients), and reaches its limit at [95 clients](calc:fits.tipping.clients "threshold").',
    )
    expect(await proofOf(text)).toMatchObject({ proven: 2, claims: 2, ids: [] })
  })

  it('finds a value that is compared with itself', async () => {
    const text = document(
      `const clients = q('5 clients') ${source}\nconst share = clients.per(clients)`,
      'The share of [5 clients](calc:clients) is [100 %](calc:share).',
    )
    expect((await proofOf(text)).ids).toEqual(['8:44 claim-rests-on-nothing'])
  })

  it('finds a tautology in a derived fence, beside what rests on a measurement', async () => {
    const text =
      '# X\n\n```ts measured\nconst taken = 40\n```\n\n```ts derived\nconst half = taken / 2\nconst answer = 42\n```\n\n[40](measured:taken), [20](derived:half), [42](derived:answer).\n'
    expect((await proofOf(text)).ids).toEqual(['12:44 claim-derived'])
  })

  it('lists what no input moves out of what is stated', async () => {
    const text = document(
      `const clients = q('5 clients') ${source}`,
      'There are [5 clients](calc:clients).',
    ).replace(
      '```\n\nThere',
      'const few = clients.atMost(q("100 clients"))\n```\n\nIt holds [fewer than 1,000 clients](calc:twice) in all. There',
    )
    const withTwice = text.replace('const few', 'const twice = clients.times(2)\nconst few')
    expect((await proofOf(withTwice)).insensitive).toEqual(['fewer than 1,000 clients'])
  })

  it('finds a measured bound that nothing could break', async () => {
    const text = `# X\n\n\`\`\`ts measured\nimport { quantity } from 'holdfast/quantity'\nconst taken = quantity(40, 'ms')\nconst share = quantity(0.4, '%')\nconst lost = 0\nconst ratio = 0.9\n\`\`\`\n\nIt takes [at most 1.25 times](measured:ratio) as long, [at least 0 ms](measured:taken), at a share of [at most 100 %](measured:share), and [at most 60 ms](measured:taken); [0](measured:lost) are lost.\n`
    const { ids } = await proofOf(text)
    expect(ids).toEqual(['11:57 bound-unbreakable', '11:104 bound-unbreakable'])
  })

  it('does not count what is untested as proven', async () => {
    await using project = await temporaryProject({
      'calculations/x.md':
        '# X\n\n```ts measured\nconst taken = 40\n```\n\nIt takes [at most 60](measured:taken).\n',
    })
    const { proven, unproven } = await prove(project.root, [])
    expect({ proven, unproven: unproven.map(({ text }) => text) }).toEqual({
      proven: 0,
      unproven: ['at most 60'],
    })
  })

  it('does not count what fails as proven, though the same words hold elsewhere', async () => {
    const text = document(
      `const clients = q('5 clients') ${source}`,
      'There are [5 clients](calc:clients), where somebody said [5 clients](calc:clients "refuted").',
    )
    await using project = await temporaryProject({ 'calculations/x.md': text })
    const { proven, unproven } = await prove(project.root, [])
    expect({ proven, unproven: unproven.map(({ refuted }) => refuted) }).toEqual({
      proven: 1,
      unproven: [true],
    })
  })

  it('tells a statement that cannot fail from a check that looks elsewhere', () => {
    const statement = { path: 'x.md', line: 3, column: 5, text: '10 ops', name: 'ops' }
    const at = (line: number, column: number): Message =>
      report('claim-unknown', { path: 'x.md', line, column }, { name: 'ops', cure: '' })
    expect(proofMessage(statement, '20 ops', [at(3, 5)])).toBeNull()
    expect(proofMessage(statement, null, [])?.id).toBe('proof-impossible')
    expect(proofMessage(statement, '20 ops', [])?.id).toBe('proof-unnoticed')
    expect(proofMessage(statement, '20 ops', [at(4, 5)])?.id).toBe('proof-elsewhere')
    expect(proofMessage(statement, '20 ops', [at(3, 5), at(3, 5)])?.id).toBe('proof-elsewhere')
  })
})
