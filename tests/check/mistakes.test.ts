import { join } from 'node:path'
import { expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { print } from '../../src/command/print.ts'
import { temporaryProject } from '../project/project.ts'

/**
 * What somebody gets wrong who has read one page of the guide. `mistakes.txt` holds the whole answer to each, so that
 * whoever changes a message reads it here as a newcomer would.
 */
const mistakes: Record<string, { code?: string; prose?: string; fence?: string }> = {
  'the language by its full name': { fence: 'typescript' },
  'no language': { fence: '' },
  'a word of another tool on the fence': { fence: 'ts title="chat.ts"' },
  'q is imported': { code: "import { q } from 'holdfast'" },
  'a document without its ending': { code: "import { rooms } from './rooms'" },
  'a unit as it is said': { code: "const wait = q('3 sec')" },
  'a unit in small letters': { code: "const size = q('5 mb')" },
  'a number without quotes': { code: 'const size = q(5)' },
  'a point for thousands': { code: "const users = q('10.000 users')" },
  'a comma for a fraction': { code: "const wait = q('1,5 ms')" },
  operators: { code: 'const both = clients + clients' },
  'a method of another library': { code: 'const half = clients.div(2)' },
  'a text for a quantity': { code: "const more = clients.times('2 seats/client')" },
  'units that do not add': { code: "const sum = clients.plus(q('3 GB'))" },
  'two nouns for one thing': {
    code: "const sent = clients.times(q('2 messages/user'))",
    prose: 'They send [20 messages](calc:sent).',
  },
  'a slip in a noun': {
    code: "const rate = q('2 messages/cleint')\nconst sent = clients.times(rate)",
    prose: 'They send [20 messages](calc:sent) at [2](calc:rate).',
  },
  'a variable': { code: 'let pool = clients' },
  'the clock': { code: 'const now = Date.now()' },
  'something to look at': { code: 'console.log(clients)' },
  waiting: { code: 'const answer = await Promise.resolve(3)' },
  'a marker with a space': { code: 'const pool = clients // => 10 clients' },
  'a name that is misspelt': { prose: 'There are [10 clients](calc:client).' },
  'a scheme that is misspelt': { prose: 'There are [10 clients](cal:clients).' },
  'no scheme': { prose: 'There are [10 clients](clients).' },
  'another scheme': { prose: 'There are [10 clients](measured:clients).' },
  'a space in the address': { prose: 'There are [10 clients](calc: clients).' },
  'a title without quotes': { prose: 'There are not [12 clients](calc:clients refuted).' },
  'a title that is misspelt': { prose: 'There are not [12 clients](calc:clients "refutet").' },
  'a number that is no claim': { prose: 'There are [10 clients](calc:clients), at most 20.' },
  'a number that is wrong': { prose: 'There are [12 clients](calc:clients).' },
  'rounded too far': {
    code: 'const pool = clients.times(4.56)',
    prose: 'A pool of [~50](calc:pool).',
  },
  'a comparison before the bracket': { prose: 'There are at most [20 clients](calc:clients).' },
  'no unit': { code: "const wait = q('3 ms')", prose: 'It takes [3](calc:wait).' },
  'the unit behind the bracket': {
    code: "const rooms = q('3 rooms')",
    prose: 'It takes [3](calc:rooms) ms.',
  },
  'one number for a range': {
    code: "const rate = q('1 to 2 messages/client')",
    prose: 'Each sends [1.5 messages](calc:rate) a client.',
  },
  'a percentile of a range': {
    code: "const wait = q('1 to 2 ms')",
    prose: 'It takes [2 ms](calc:wait.p99).',
  },
  'a share as it is calculated': {
    code: "const share = q('20 %')",
    prose: 'That is [0.2 %](calc:share).',
  },
  'plain numbers where a unit is stated': {
    code: 'const wait = 3 * 4',
    prose: 'It takes [12 ms](calc:wait).',
  },
  'a range that begins with its end': { code: "const rate = q('10 to 2 messages')" },
  'freshness in words': { fence: 'ts measured 30 days' },
  'what is measured in the calculation': {
    code: 'const pool = clients.times(answered)\n```\n\n```ts measured\nconst answered = 3',
  },
  'a fence without its end': { fence: '`ts' },
  'a name below its use': { code: 'const pool = seats.times(2)\nconst seats = clients.times(2)' },
  'what is measured, in the calculation behind it': {
    fence: 'ts measured',
    code: 'const answered = 3\n```\n\n```ts\nconst pool = clients.times(answered)',
  },
}

const documentOf = (mistake: { code?: string; prose?: string; fence?: string }): string => `# Chat

\`\`\`ts
const clients = q('10 clients') // source: the brief
\`\`\`

\`\`\`${mistake.fence ?? 'ts'}
// source: the brief
${mistake.code ?? 'const seats = clients.times(2)'}
\`\`\`

There are [10 clients](calc:clients). ${mistake.prose ?? ''}
`

it('each mistake of a newcomer gets an answer from which the cure is plain', async () => {
  const entries = Object.entries(mistakes).map(([title, mistake], index) => ({
    title,
    path: `calculations/${String(index).padStart(2, '0')}.md`,
    text: documentOf(mistake),
  }))
  await using project = await temporaryProject(
    Object.fromEntries(entries.map(({ path, text }) => [path, text])),
  )
  await project.write(
    'calculations/rooms.md',
    documentOf({ code: "const rooms = q('3 rooms')", prose: '[3 rooms](calc:rooms)' }),
  )
  const { messages } = await check({ root: project.root, paths: [], complete: false })
  const answers = entries.map(({ title, path, text }) => {
    const own = messages.filter((message) => message.path === path && message.id !== 'input-dead')
    const { text: printed } = print('text', { messages: own, textOf: () => text, colour: false })
    expect(own, title).not.toEqual([])
    return `# ${title}\n${printed}`
  })
  expect(entries.length).toBeGreaterThanOrEqual(20)
  await expect(answers.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, 'mistakes.txt'))
})
