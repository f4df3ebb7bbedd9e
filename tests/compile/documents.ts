import fc from '../project/property.ts'

/** A generated document with the true place of each line of its code. */
export interface Built {
  text: string
  lines: number
  code: { line: number; column: number; code: string }[]
  fenceLines: number[]
}

/** One line of a document, with what of it is code. */
interface Line {
  text: string
  code?: string
  isFence?: boolean
}

const prose = fc.constantFrom(
  'Plain words.',
  'Words with 🦊 and é and 漢字, `code` and *marks*.',
  'Ein Käse ~50 bis ~60.',
  '| a | b |',
  '# Heading with e\u0301',
  '<!-- a comment -->',
)

let names = 0

/** Code lines without tokens over several lines; non-ASCII text and tabs in them. */
const codeLine = fc.constantFrom(
  (name: string) => `const ${name} = q('10 clients')`,
  (name: string) => `const ${name} = '🦊 é ${name}'.length // ✓ 漢字`,
  (name: string) => `export const ${name}: Quantity<'client'> = q('3 clients')`,
  (name: string) => `const ${name} =\t1`,
  (name: string) => `  const ${name} = 'e\u0301'`,
  () => '',
  () => '// only a comment',
)

const fence = fc.record({
  mark: fc.constantFrom('```', '````', '~~~', '~~~~~'),
  info: fc.constantFrom('ts', 'ts hidden', 'ts  hidden'),
  lines: fc.array(codeLine, { maxLength: 4 }),
  closed: fc.boolean(),
})

type Block = Line[]

const fenceBlock: fc.Arbitrary<Block> = fence.map(({ mark, info, lines }) => [
  { text: `${mark}${info}`, isFence: true },
  ...lines.map((make) => {
    const code = make(`n${names++}`)
    return { text: code, code }
  }),
  { text: mark },
])

const proseBlock: fc.Arbitrary<Block> = prose.map((text) => [{ text }])

/** Puts a block into a quote, a list or an indentation, as a writer would. */
const wrap = fc.constantFrom<((block: Block) => Block)[]>(
  ...[
    (block: Block) => block,
    (block: Block) => block.map((line) => ({ ...line, text: `> ${line.text}` })),
    (block: Block) =>
      block.map((line) => ({ ...line, text: `>${line.text === '' ? '' : ' '}${line.text}` })),
    (block: Block) =>
      block.map((line, index) => ({ ...line, text: `${index === 0 ? '- ' : '  '}${line.text}` })),
    (block: Block) =>
      block.map((line, index) => ({
        ...line,
        text: `${index === 0 ? '10. ' : '    '}${line.text}`,
      })),
  ].map((each) => [each]),
)

/** A tab reaches the item's content only from the first column, so this stands outermost or not at all. */
const byTab = (block: Block): Block =>
  block.map((line, index) => ({ ...line, text: `${index === 0 ? '-\t' : '\t'}${line.text}` }))

const block = fc
  .record({
    inner: fc.oneof({ weight: 3, arbitrary: fenceBlock }, proseBlock),
    wraps: fc.array(wrap, { maxLength: 3 }),
    tabbed: fc.boolean(),
    indented: fc.boolean(),
  })
  .map(({ inner, wraps, tabbed, indented }) => {
    const start = indented ? inner.map((line) => ({ ...line, text: ` ${line.text}` })) : inner
    const wrapped = wraps.flat().reduce((current, each) => each(current), start)
    return tabbed ? byTab(wrapped) : wrapped
  })

export const document: fc.Arbitrary<Built> = fc
  .record({
    frontMatter: fc.boolean(),
    blocks: fc.array(block, { minLength: 1, maxLength: 6 }),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  })
  .map(({ frontMatter, blocks, lineEnd }) => {
    const head: Block = frontMatter
      ? [{ text: '---' }, { text: 'title: X' }, { text: '---' }, { text: '' }]
      : []
    const lines = [
      ...head,
      ...blocks.flatMap((each) => [...each, { text: '' }, { text: 'Between.' }, { text: '' }]),
    ]
    return {
      text: lines.map(({ text }) => text).join(lineEnd),
      lines: lines.length,
      code: lines.flatMap(({ text, code }, index) =>
        code === undefined
          ? []
          : [{ line: index + 1, column: text.length - code.length + 1, code }],
      ),
      fenceLines: lines.flatMap(({ isFence }, index) => (isFence ? [index + 1] : [])),
    }
  })
