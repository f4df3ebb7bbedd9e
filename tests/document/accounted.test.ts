import { describe, expect, it } from 'vitest'
import { readDocument } from '../../src/document/read.ts'
import fc from '../project/property.ts'
import { scattered } from './pieces.ts'

const runs = { numRuns: 500, seed: 20261121 }

const read = (text: string) => readDocument('calculations/x.md', text, 'calculation')

describe('nothing that was written is lost', () => {
  it('every link that looks like a claim is a claim, an exempt number or an error on its line', () => {
    fc.assert(
      fc.property(scattered, ({ text, links }) => {
        const { claims, uncounted, problems } = read(text)
        for (const { line, name, written } of links) {
          const found = [
            ...claims.filter((claim) => claim.name === name),
            ...uncounted.filter(({ span }) => text.slice(span.offset, span.endOffset) === written),
            ...problems.filter((problem) => problem.line === line && problem.severity === 'error'),
          ]
          expect(found, written).not.toEqual([])
        }
      }),
      runs,
    )
  })

  it('every fence is a fence or an error on its line', () => {
    fc.assert(
      fc.property(scattered, ({ text, fenceLines }) => {
        const { fences, problems } = read(text)
        for (const line of fenceLines)
          expect([
            ...fences.filter(({ span }) => span.line === line),
            ...problems.filter((problem) => problem.line === line && problem.severity === 'error'),
          ]).not.toEqual([])
        expect(fences.length).toBeLessThanOrEqual(fenceLines.length)
      }),
      runs,
    )
  })

  it('the place of a claim is the first character of its text', () => {
    fc.assert(
      fc.property(scattered, ({ text }) => {
        const lines = text.split(/\r\n|\n/)
        for (const { span, textSpan } of read(text).claims) {
          const written = text.slice(textSpan.offset, textSpan.endOffset)
          expect(text.slice(span.offset, textSpan.offset)).toBe('[')
          expect(lines[textSpan.line - 1]?.slice(textSpan.column - 1).startsWith(written)).toBe(
            true,
          )
        }
      }),
      runs,
    )
  })
})

/** What the properties above rely on: these forms are told apart, and the generator makes all of them. */
describe('the generated documents', () => {
  it('hold claims, exempt numbers, fences and errors of every kind', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(scattered, ({ text }) => {
        const { claims, uncounted, fences, problems } = read(text)
        if (claims.length > 0) seen.add('claim')
        if (uncounted.length > 0) seen.add('uncounted')
        for (const { use } of fences) seen.add(use.use)
        for (const { id } of problems) seen.add(id)
      }),
      runs,
    )
    expect([...seen].toSorted()).toMatchInlineSnapshot(`
      [
        "calculation",
        "claim",
        "claim-autolink",
        "claim-html",
        "claim-image",
        "claim-name",
        "claim-unparsed",
        "derived",
        "diagram-unknown",
        "fence-argument",
        "fence-indented",
        "fence-language",
        "fence-word",
        "file",
        "json-malformed",
        "link-scheme",
        "measured",
        "reference-unresolved",
        "refused",
        "shown",
        "sketch",
        "throws",
        "uncounted",
        "uncounted-reason",
      ]
    `)
  })
})
