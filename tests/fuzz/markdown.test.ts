import { describe, expect, it } from 'vitest'
import { compileDocument } from '../../src/check/compile-document.ts'
import { checkCoverage } from '../../src/check/coverage.ts'
import type { Document } from '../../src/document/document.ts'
import { placeFoundAddresses } from '../../src/document/found-addresses.ts'
import { parseMarkdown, whole } from '../../src/document/markdown.ts'
import { readDocument } from '../../src/document/read.ts'
import { Settings } from '../../src/document/settings-schema.ts'
import { Chance } from './chance.ts'
import { damage, writeMarkdown } from './markdown.ts'

const wanted = process.env.HOLDFAST_SEED ?? '20261121'
const seed = wanted === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(wanted)
/** The scheduled run tries more than ten thousand; a push shows that what was found stays mended. */
const count = process.env.HOLDFAST_ABUSE === 'whole' ? 6_000 : 150

const settings = Settings.parse({})

/** All that is made of a document before anything of it runs. */
function read(text: string): Document {
  const document = readDocument('pages/fuzz.md', text, 'calculation')
  compileDocument(document)
  checkCoverage(document, settings)
  return document
}

/** What was written, and is neither found nor complained of where it stands. */
function lost(seedOfOne: number): string[] {
  const { text, fences, claims } = writeMarkdown(new Chance(seedOfOne))
  const document = read(text)
  const known = (line: number): number =>
    document.problems.filter((problem) => problem.line === line).length
  const missing = (what: string, lines: number[], found: number[]): string[] =>
    [...new Set(lines)].flatMap((line) => {
      const written = lines.filter((each) => each === line).length
      const seen = found.filter((each) => each === line).length + known(line)
      return seen >= written ? [] : [`${what} on line ${line} of seed ${seedOfOne}`]
    })
  return [
    ...missing(
      'fence',
      fences,
      document.fences.map(({ span }) => span.line),
    ),
    ...missing(
      'claim',
      claims,
      document.claims.map(({ span }) => span.line),
    ),
  ]
}

/** What GitHub's dialect adds, and what looks like it. */
const pieces = [
  '~~gone~~',
  '~',
  'a[^1]',
  '[^1]: note',
  '- [ ] task',
  '- [x] done',
  '-\n  [ ] late',
  '- [',
  '  ] open',
  '> - [\n>   ]',
  '[^',
  'www.example.org',
  'see (https://example.org/1)',
  'a@b.example',
  '[in](https://example.org/2 "t")',
  '[out](https://example.org',
  '<https://example.org/3>',
  '<a href="https://example.org">',
  '`https://example.org`',
  '![www.a.b](x)',
  '_m@n.example_',
  'a&#64;b.example',
  'h',
  'ttps://x.example',
  '| a | b |\n| --- | --- |\n| www.c.d | ~~e~~ |',
  '[r]: https://example.org/4',
  '[r]',
  '*',
  '\\@',
  '\n',
  '\n\n',
  ' ',
]

describe(`${2 * count} documents made by chance, from seed ${seed} on`, () => {
  it('lose no fence and no claim in silence', () => {
    const all = Array.from({ length: count }, (_, index) => lost(seed + index)).flat()
    expect(all).toEqual([])
  }, 600_000)

  it('mean the same to the quick way of reading and to the whole dialect', () => {
    for (let index = 0; index < count; index++) {
      const chance = new Chance(seed + index)
      const written = writeMarkdown(chance).text
      const mixed = Array.from({ length: 1 + chance.below(12) }, () => chance.of(pieces)).join(
        chance.of(['', ' ', '\n', '\n\n']),
      )
      for (const text of [written, damage(written, chance), mixed]) {
        const tree = whole.parse(text)
        placeFoundAddresses(tree, text)
        // Compared as text: the two are large, and equal but for defects.
        expect(JSON.stringify(parseMarkdown(text)), `seed ${seed + index}`).toBe(
          JSON.stringify(tree),
        )
      }
    }
  }, 600_000)

  it('are read to the end when they are damaged', () => {
    for (let index = 0; index < count; index++) {
      const chance = new Chance(seed + index)
      const text = damage(writeMarkdown(chance).text, chance)
      expect(() => read(text), `seed ${seed + index}`).not.toThrow()
    }
  }, 600_000)
})
