import { describe, expect, test } from 'vitest'
import { print } from '../../src/command/print.ts'
import type { Message } from '../../src/message/message.ts'

const path = 'calculations/chat.md'

const differs: Message = {
  id: 'claim-name',
  severity: 'error',
  path,
  line: 2,
  column: 15,
  length: 15,
  text: 'stated ~50 connections, computed 45',
  cure: 'holdfast accept calculations/chat.md, or change line 31',
  aside: 'accepts 47.5 to 52.5',
  notes: ['= inFlight 37.5 ops + 20 %', 'also stated at adrs/001-event-loop-for-chat.md:88:4'],
}

const plain: Message = {
  id: 'code-let',
  severity: 'warning',
  path: 'adrs/001-a.md',
  line: 9,
  column: 1,
  text: 'let at top level',
  cure: 'write const',
}

const text = '# Chat\nso a pool of [~50 connections](calc:pool.mid) is enough\n'

const printed = (messages: Message[], source: string | null = text, colour = false) =>
  print('text', { messages, textOf: (asked) => (asked === path ? source : null), colour }).text

describe('text', () => {
  test('a message: the place first, the cure last', () => {
    expect(
      printed([differs]),
    ).toBe(`calculations/chat.md:2:15 claim-name: stated ~50 connections, computed 45
  2 | so a pool of [~50 connections](calc:pool.mid) is enough
    |               ^^^^^^^^^^^^^^^ accepts 47.5 to 52.5
  = inFlight 37.5 ops + 20 %
  also stated at adrs/001-event-loop-for-chat.md:88:4
  cure: holdfast accept calculations/chat.md, or change line 31
`)
  })

  test('by file, then by place, whatever the order was; what cannot be read has no frame', () => {
    const first = { ...differs, line: 1, column: 3, length: 4, notes: [] }
    const expected = `adrs/001-a.md:9:1 warning code-let: let at top level
  cure: write const

calculations/chat.md:1:3 claim-name: stated ~50 connections, computed 45
  1 | # Chat
    |   ^^^^ accepts 47.5 to 52.5
  cure: holdfast accept calculations/chat.md, or change line 31
`
    expect(printed([first, plain])).toBe(expected)
    expect(printed([plain, first])).toBe(expected)
  })

  test('what measuring would settle is said once for a document and a reason, before all else', () => {
    const untested = (name: string, line: number, reason = 'not measured yet'): Message => ({
      ...{ ...plain, id: 'claim-untested', path, line },
      text: `${name} is untested: ${reason}`,
      cure: 'run holdfast measure',
    })
    const many = [untested('a', 3), untested('b', 5), untested('c', 40)]
    const found = [...many, untested('d', 7, 'no redis-server is here'), plain]
    const [first, second, third] = printed(found, null).split('\n\n')
    expect(
      first,
    ).toBe(`calculations/chat.md:3:1 warning claim-untested: a is untested: not measured yet
  so are 2 others, the last at line 40
  cure: run holdfast measure`)
    expect(second).toContain('d is untested: no redis-server is here\n  cure')
    expect(third).toContain('adrs/001-a.md:9:1 warning code-let')
    expect(printed(many.slice(1), null)).toContain('  so is one other, at line 40\n')
    const json = print('json', { messages: found, textOf: () => null, colour: false }).text
    expect(JSON.parse(json).messages).toHaveLength(found.length)
  })

  test('carets stand under what is meant, after tabs, emoji and combining marks', () => {
    const source = 'x\n\t👩‍👩‍👧 cafe\u0301 数 [50](calc:a)\n'
    const column = source.split('\n')[1]?.indexOf('50') ?? 0
    const lines = printed([{ ...differs, column: column + 1, length: 2 }], source).split('\n')
    expect(lines[1]).toBe('  2 |   👩‍👩‍👧 cafe\u0301 数 [50](calc:a)')
    //                       two for the tab, two for the family, four for café, two for 数
    expect(lines[2]).toBe(
      `    | ${' '.repeat(2 + 2 + 1 + 4 + 1 + 2 + 1 + 1)}^^ accepts 47.5 to 52.5`,
    )
  })

  test('lines end with any of the three marks', () => {
    const message = { ...differs, line: 3, column: 1, length: 1 }
    expect(printed([message], '\uFEFFa\r\nb\rc\nd')).toContain('  3 | c\n    | ^ accepts')
  })

  test('a long paragraph is cut around what is meant', () => {
    const source = `x\n${'before '.repeat(40)}HERE${' after'.repeat(40)}\n`
    const lines = printed([{ ...differs, column: 281, length: 4 }], source).split('\n')
    expect(lines[1]?.length).toBeLessThan(132)
    expect(lines[1]).toMatch(/^ {2}2 \| ….*HERE.*…$/)
    expect(lines[2]?.indexOf('^^^^')).toBe(lines[1]?.indexOf('HERE'))
  })

  test('a place behind the end of a line or of the text is no mistake', () => {
    expect(printed([{ ...differs, column: 400 }])).toContain('enough\n    |')
    expect(printed([{ ...differs, line: 40 }])).toContain('computed 45\n  accepts 47.5 to 52.5\n')
  })

  test('a document does not steer the terminal', () => {
    const message = { ...differs, text: 'stated \u001b[2J\nfoo', notes: ['\u0007'] }
    const shown = printed([message], 'x\nso a pool of [\u001b[31m~50 connections\u009b](calc:a)')
    expect(shown).not.toMatch(/[^\P{Cc}\n]/u)
    expect(shown).toContain('stated ␛[2J foo')
  })

  test('colours where they are wanted, and only there', () => {
    expect(printed([differs, plain], text, true)).toContain('\u001b[31mclaim-name\u001b[39m')
    expect(printed([differs, plain], text, true)).toContain('\u001b[33mwarning code-let\u001b[39m')
    expect(printed([differs, plain])).not.toContain('\u001b')
  })
})

test('JSON holds the messages in order, and the facts of the run', () => {
  const { text: json } = print('json', {
    messages: [differs, plain],
    textOf: () => text,
    colour: true,
    facts: { exitCode: 1 },
  })
  expect(JSON.parse(json)).toEqual({ schema: 1, exitCode: 1, messages: [plain, differs] })
})

describe('GitHub', () => {
  const github = (messages: Message[]) =>
    print('github', { messages, textOf: () => text, colour: true })

  test('annotations on the lines of the Markdown, errors first', () => {
    const odd = { ...plain, path: 'adrs/a,b:c.md', text: '100 %\nof it' }
    const lines = github([odd, differs]).text.split('\n')
    expect(lines.slice(0, 2)).toEqual([
      '::error file=calculations/chat.md,line=2,col=15,endColumn=30,title=claim-name::stated ~50 connections, computed 45%0Acure: holdfast accept calculations/chat.md, or change line 31',
      '::warning file=adrs/a%2Cb%3Ac.md,line=9,col=1,title=code-let::100 %25%0Aof it%0Acure: write const',
    ])
  })

  test('ten of them, and all messages in the log and in the summary', () => {
    const many = Array.from({ length: 12 }, (_, line) => ({ ...differs, line: line + 1 }))
    const { text: log, summary } = github([plain, ...many])
    expect(log.match(/^::/gm)).toHaveLength(10)
    expect(log.match(/^calculations\/chat\.md:\d+:15 claim-name:/gm)).toHaveLength(12)
    expect(summary.split('\n')).toHaveLength(2 + 13 + 1)
    expect(summary).not.toContain('\u001b')
  })

  test('a cell of the summary cannot break the table', () => {
    const { summary } = github([{ ...plain, text: 'a | b\n<img>' }])
    expect(summary.split('\n')[2]).toBe(
      '| adrs/001-a.md:9:1 | warning code-let | a &#124; b &#60;img&#62; | write const |',
    )
  })

  test('no message, no summary', () => expect(github([]).summary).toBe(''))
})
