import fc from '../project/property.ts'

/** A generated document, and every claim-like link and every fence that was put into it. */
export interface Scattered {
  text: string
  links: { line: number; name: string; written: string }[]
  fenceLines: number[]
}

interface Line {
  text: string
  link?: { name: string; written: string }
  isFence?: boolean
}

type Block = Line[]

const scheme = fc.constantFrom('calc', 'measured', 'derived')
const statement = fc.constantFrom(
  '38',
  '**38** ops',
  '~50 🦊',
  '1 to 2 é',
  'at least `3`',
  'e\u0301 4',
)

/** Each is how a person might write a claim: rightly, nearly, or in a form that cannot be checked. */
const spelling = fc.constantFrom<(link: { scheme: string; name: string; text: string }) => string>(
  ({ scheme, name, text }) => `[${text}](${scheme}:${name})`,
  ({ scheme, name, text }) => `[${text}](<${scheme}:${name}> "refuted")`,
  ({ scheme, name, text }) => `[${text}](${scheme}:${name}.p99 '±2 %')`,
  ({ name, text }) => `[${text}](uncounted:${name} "a story")`,
  ({ name, text }) => `[${text}](uncounted:${name})`,
  ({ scheme, name, text }) => `[${text}](${scheme}: ${name})`,
  ({ scheme, name, text }) => `[${text}] (${scheme}:${name})`,
  ({ scheme, name, text }) => `[${text}](${scheme}:${name} refuted)`,
  ({ scheme, name, text }) => `[${text}](${scheme}:${name}..x)`,
  ({ scheme, name }) => `<${scheme}:${name}>`,
  ({ scheme, name, text }) => `![${text.replaceAll('`', '')}](${scheme}:${name})`,
  ({ scheme, name, text }) => `<a href="${scheme}:${name}">${text}</a>`,
  ({ name, text }) => `[${text}](calcs:${name})`,
  ({ name, text }) => `[${text}](Measured:${name})`,
  ({ name, text }) => `[${text}][${name}]`,
)

const linkBlock: fc.Arbitrary<Block> = fc
  .record({
    scheme,
    statement,
    spelling,
    before: fc.constantFrom('', 'Words ', '🦊 é *marks* ', '`code` '),
    after: fc.constantFrom('', ' and words.', ', *more*'),
    around: fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => `### ${text}`,
      (text) => `**a ${text} b**`,
    ),
  })
  .map(({ scheme: of, statement: text, spelling: spell, before, after, around }) => {
    const name = `n${count++}`
    const written = spell({ scheme: of, name, text })
    return [{ text: around(before + written + after), link: { name, written } }]
  })

const tableBlock: fc.Arbitrary<Block> = linkBlock.map(([cell]) => [
  { text: '| a | b |' },
  { text: '| - | - |' },
  { ...cell, text: `| x | ${(cell?.text ?? '').replace(/^#+ /, '')} |` },
])

const noteBlock: fc.Arbitrary<Block> = linkBlock.map(([note]) => {
  const label = `f${count++}`
  return [
    { text: `A note.[^${label}]` },
    { text: '' },
    { ...note, text: `[^${label}]: ${note?.text.replace(/^#+ /, '') ?? ''}` },
  ]
})

const info = fc.constantFrom(
  'ts',
  'ts hidden',
  'ts derived',
  'ts measured 30d',
  'ts sketch "why"',
  'ts refused TS2345',
  'ts throws "x"',
  'ts file=a/b.ts#c',
  'json',
  'mermaid',
  'sh',
  'typescript',
  '',
  'TS',
  'ts calculation',
  'ts measured soon',
  'python',
  'tsx {1}',
)

const fenceBlock: fc.Arbitrary<Block> = fc
  .record({
    info,
    mark: fc.constantFrom('```', '````', '~~~'),
    code: fc.constantFrom('1', '{}', 'pie', ''),
  })
  .map(({ info: words, mark, code }) => [
    { text: `${mark}${words}`, isFence: true },
    { text: code },
    { text: mark },
  ])

const indentedBlock: fc.Arbitrary<Block> = fc.constant([{ text: '    const a = 1', isFence: true }])

const wrap = fc.constantFrom<((block: Block) => Block)[]>(
  [(block) => block],
  [(block) => block.map((line) => ({ ...line, text: `> ${line.text}` }))],
  [
    (block) =>
      block.map((line, index) => ({ ...line, text: `${index === 0 ? '- ' : '  '}${line.text}` })),
  ],
  [
    (block) =>
      block.map((line, index) => ({ ...line, text: `${index === 0 ? '1. ' : '   '}${line.text}` })),
  ],
)

let count = 0

export const scattered: fc.Arbitrary<Scattered> = fc
  .record({
    frontMatter: fc.boolean(),
    blocks: fc.array(
      fc
        .record({
          inner: fc.oneof(linkBlock, tableBlock, fenceBlock),
          wraps: fc.array(wrap, { maxLength: 2 }),
        })
        .map(({ inner, wraps }) => wraps.flat().reduce((block, each) => each(block), inner)),
      { minLength: 1, maxLength: 6 },
    ),
    flat: fc.array(fc.oneof(noteBlock, indentedBlock), { maxLength: 2 }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ frontMatter, blocks, flat, lineEnd }) => {
    const head: Block = frontMatter
      ? [{ text: '---' }, { text: 'title: X 50' }, { text: '---' }, { text: '' }]
      : []
    const between: Block = [{ text: '' }, { text: 'Between.' }, { text: '' }]
    const lines = [...head, ...[...blocks, ...flat].flatMap((block) => [...block, ...between])]
    return {
      text: lines.map(({ text }) => text).join(lineEnd),
      links: lines.flatMap(({ link }, index) => (link ? [{ ...link, line: index + 1 }] : [])),
      fenceLines: lines.flatMap(({ isFence }, index) => (isFence ? [index + 1] : [])),
    }
  })
