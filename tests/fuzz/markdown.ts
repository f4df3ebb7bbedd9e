import type { Chance } from './chance.ts'

/** A document, and what its writer knows to be in it. */
export interface Written {
  text: string
  /** Lines, from 1, on which a fence opens. */
  fences: number[]
  /** Lines on which a claim stands, as often as there are some. */
  claims: number[]
}

type Block = { kind: 'fence' | 'prose' | 'noise'; lines: string[]; claims?: number[] }

/** Blocks within lists and quotes, within each other, with every ending of lines that there is. */
export function writeMarkdown(chance: Chance): Written {
  const written: Written = { text: '', fences: [], claims: [] }
  const lines: string[] = chance.once(6) ? ['---', 'title: A page', '---', ''] : []
  const blocks = 1 + chance.below(12)
  for (let block = 0; block < blocks; block++) {
    const { kind, lines: own, claims = [] } = blockOf(chance)
    const first = lines.length + 1
    if (kind === 'fence') written.fences.push(first)
    written.claims.push(...claims.map((line) => first + line))
    lines.push(...contained(own, chance), '')
    // Else the next block might go on with a list, or be taken for code that is indented.
    lines.push('<!-- apart -->', '')
  }
  written.text = lines.join(chance.of(['\n', '\n', '\r\n', '\r']))
  return written
}

function blockOf(chance: Chance): Block {
  const kind = chance.below(5)
  if (kind < 2) return fenceOf(chance)
  if (kind < 4) return proseOf(chance)
  return { kind: 'noise', lines: chance.of(noise) }
}

const noise: string[][] = [
  ['# Title'],
  ['A heading', '---------'],
  ['***'],
  ['| a | b |', '| --- | --: |', '| 1 | `2` |'],
  ['<div>', 'inside', '</div>'],
  ['[ref]: https://example.org "title"'],
  ['1) one', '2) two'],
  ['- [ ] task', '- [x] done'],
  ['Text with `code ``` in it` and \\[escapes\\](calc\\:no).'],
  ['![image](a.png) <https://example.org> &amp; &#x41; \u00a0\u200b'],
  ['Emoji 👩‍👩‍👧 and \u202eturned\u202c text, [unfinished](', 'and on.'],
]

const infos: string[] = [
  ...['ts', 'ts', 'ts', 'ts hidden', 'ts measured', 'ts measured 30d', 'ts derived'],
  ...['ts sketch "not run"', 'ts refused TS2345', 'ts throws "no"', 'ts file=a.ts#b'],
  ...['mermaid', 'json', 'sh', 'yaml', 'md', 'diff', 'text', 'http', 'sql'],
  ...['', 'typescript', 'TS', 'tsx', 'ts calculation', 'ts hiden', 'ts measured 30', 'ts file='],
  ...['ts refused', 'js', 'ts "', 'ts\tmeasured', 'ts {1,3}', 'ünï', 'ts sketch'],
]

const codes: string[] = [
  ...["const a = q('5 messages/s')", 'const b = 2 //=> 2', "import { c } from './c.md'"],
  ...['let d = 1', 'export const e = 1', '// source: a test', '{', '}', "const f = '", '`'],
  ...[
    'const g = (',
    '/*',
    '*/',
    '\ttabbed',
    '',
    '    indented',
    'await h',

    'é👩‍👩‍👧',
  ],
  ...['//=> ', '// => 3', 'const i = law(`1 to 2 s`)', 'q(j)', '<k>', '# no heading', '> no quote'],
  ...['[3](calc:no)', '~~', '``', 'graph TD; a-->b', '{"a": [1, 2}', '\u2028', '\ufeff'],
]

function fenceOf(chance: Chance): Block {
  const mark = chance.of(['```', '```', '````', '~~~', '~~~~~'])
  const info = chance.of(infos)
  const code = Array.from({ length: chance.below(6) }, () => chance.of(codes))
  const lines = [`${mark}${chance.once(4) ? ' ' : ''}${info}`, ...code, mark]
  return { kind: 'fence', lines }
}

const stated: string[] = [
  ...['10 messages a second', '~38', '2–10 ms', 'less than 5 %', '1,000', '**10**', 'ten', ''],
  ...['`10`', '10 *ms*', '½', '−3 °C', '€ 4.50', '10\u00a0000', 'a'.repeat(300), '1e999', 'NaN'],
]
const schemes: string[] = ['calc', 'calc', 'measured', 'derived']
const names: string[] = [
  'a',
  'a.mid',
  'b.belief.p90',
  'ä',
  '__proto__',
  'constructor.name',
  'a.',
  '1',
]
const titles: string[] = ['', '', ' "refuted"', ' "±2 %"', ' "threshold"', " 'nonsense'"]

function proseOf(chance: Chance): Block {
  const claims: number[] = []
  const lines = Array.from({ length: 1 + chance.below(3) }, (_, line) => {
    const words = ['It', 'is', chance.of(['about', 'at most', 'no', 'exactly'])]
    for (let count = chance.below(3); count > 0; count--) {
      words.push(
        `[${chance.of(stated)}](${chance.of(schemes)}:${chance.of(names)}${chance.of(titles)})`,
      )
      claims.push(line)
      words.push(chance.of(['and', 'or less', 'of it,', '— so', '12 more']))
    }
    return `${words.join(' ')}.`
  })
  return { kind: 'prose', lines, claims }
}

/** In up to three containers. */
function contained(lines: string[], chance: Chance): string[] {
  let result = lines
  for (let depth = chance.below(4); depth > 0; depth--) {
    const [first, rest] = chance.of([
      ['> ', '> '],
      ['>', '>'],
      ['- ', '  '],
      ['* ', '  '],
      ['10. ', '    '],
      ['-   ', '    '],
    ] as [string, string][])
    result = result.map((line, index) => (index === 0 ? first : rest) + line)
  }
  return result
}

/** Damage as an editor, a merge or a bad disk does it. */
export function damage(text: string, chance: Chance): string {
  let result = text
  for (let times = 1 + chance.below(8); times > 0; times--) {
    const at = chance.below(result.length + 1)
    const end = Math.min(result.length, at + chance.below(40))
    const piece = result.slice(at, end)
    result = chance.of([
      () => result.slice(0, at) + result.slice(end),
      () => result.slice(0, at) + piece + piece + result.slice(at),
      () => result.slice(0, at) + chance.of(shreds) + result.slice(at),
      () => result.slice(0, at),
    ])()
  }
  return result
}

const shreds: string[] = [
  ...[
    '```',
    '~~~',
    '\n',
    '\r',
    '[',
    '](calc:',
    ')',
    '|',
    '<',
    '<!--',
    '\t',
    '    ',
    '> ',
    '- ',
    '\0',
  ],
  ...['\ud800', '\\', '"', "'", '*', '_', '$', '{', '//=>', '[^1]: ', '---\n', '\u2029', '`'],
]
