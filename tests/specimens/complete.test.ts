import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Claim, Document } from '../../src/document/document.ts'
import { fenceWords, shownLanguages } from '../../src/document/fence-use.ts'
import { readDocument } from '../../src/document/read.ts'
import { ourSchemes } from '../../src/document/refused-links.ts'
import { phrases, prefixes, suffixes } from '../../src/quantity/relation.ts'

/** Derived from the lists that the language is made of: what is added to one of them fails here until it has its cases. */
const read = async (outcome: string): Promise<Document[]> => {
  const files = await readdir(join(import.meta.dirname, outcome), { recursive: true })
  return Promise.all(
    files
      .filter((file) => file.endsWith('.md'))
      .map(async (file) => {
        const text = await readFile(join(import.meta.dirname, outcome, file), 'utf8')
        const kind = file.startsWith('calculation/') ? 'calculation' : 'page'
        return readDocument(`${outcome}/${file}`, text, kind)
      }),
  )
}
const [holds, refused, fails] = await Promise.all(['holds', 'refused', 'fails'].map(read))
const outcomes = { holds: holds ?? [], refused: refused ?? [], fails: fails ?? [] }
const wellFormed = ['holds', 'fails'] as const

/** Opening lines of fences, as written: `ts measured 30d`. */
const openings = (documents: Document[]): string[] =>
  documents.flatMap(({ text }) =>
    [...text.matchAll(/^[ \t>-]*(?:`{3,}|~{3,})[ \t]*(\S[^\n`]*)$/gm)].map((found) => found[1] ?? ''),
  )

const claimsOf = (documents: Document[]): Claim[] => documents.flatMap(({ claims }) => claims)

const phrasesOf = (table: object): string[] =>
  Object.values(table).flatMap((each: string) => each.split('|'))

/** What nobody wrote: the message names it. */
function missing(wanted: string[], isThere: (each: string) => boolean): string[] {
  return wanted.filter((each) => !isThere(each))
}

describe('each form of the language has its specimens', () => {
  it.each(['holds', 'refused', 'fails'] as const)('fences, in %s', (outcome) => {
    const written = openings(outcomes[outcome])
    const words = Object.keys(fenceWords)
    expect(missing(words, (word) => written.some((each) => each.startsWith(`ts ${word}`)))).toEqual([])
    expect(written).toContain('ts')
  })

  it('languages that are shown', () => {
    const shown = outcomes.holds.flatMap(({ fences }) => fences.map(({ language }) => language))
    expect(missing(shownLanguages, (each) => shown.includes(each))).toEqual([])
  })

  it.each(wellFormed)('comparison words before a number and behind it, in %s', (outcome) => {
    const texts = claimsOf(outcomes[outcome]).map(({ text }) => text.toLowerCase())
    const isSign = (phrase: string): boolean => /^[^a-z]/.test(phrase)
    const starts = (phrase: string) => (text: string) =>
      text.startsWith(isSign(phrase) ? phrase : `${phrase} `)
    expect(missing(phrasesOf(phrases), (each) => texts.some(starts(each)))).toEqual([])
    expect(missing(phrasesOf(suffixes), (each) => texts.some((text) => text.endsWith(` ${each}`)))).toEqual([])
  })

  it.each(wellFormed)('comparison words outside of the link, in %s', (outcome) => {
    const claims = claimsOf(outcomes[outcome])
    expect(
      missing(phrasesOf(prefixes), (each) => claims.some(({ before }) => before.toLowerCase().endsWith(`${each} `))),
    ).toEqual([])
    expect(
      missing(phrasesOf(suffixes), (each) => claims.some(({ after }) => after.toLowerCase().startsWith(` ${each}`))),
    ).toEqual([])
  })

  it('comparison words outside of the link that belong in it, in refused', () => {
    const claims = claimsOf(outcomes.refused)
    const inside = phrasesOf(phrases).filter(
      (each) => !phrasesOf(prefixes).includes(each) && !/^(?:over|under|within|above|below)$/.test(each),
    )
    const hedges: string[] = phrases.about.split('|')
    const wanted = inside.filter((each) => !hedges.includes(each))
    expect(
      missing(wanted, (each) => claims.some(({ before }) => before.toLowerCase().trimEnd().endsWith(each))),
    ).toEqual([])
  })

  it.each(wellFormed)('titles and tolerances, in %s', (outcome) => {
    const claims = claimsOf(outcomes[outcome])
    const titles = claims.map(({ title }) => title)
    expect(missing(['refuted', 'threshold'], (each) => titles.includes(each))).toEqual([])
    expect(titles.some((title) => /^±[\d.]+ %$/.test(title))).toBe(true)
    expect(titles.some((title) => /^±[\d.]+$/.test(title))).toBe(true)
    expect(claims.some(({ text }) => text.includes('±'))).toBe(true)
  })

  it.each(['holds', 'refused', 'fails'] as const)('schemes, in %s', (outcome) => {
    const texts = outcomes[outcome].map(({ text }) => text)
    // What is exempt cannot fail.
    const wanted = ourSchemes.filter((scheme) => outcome !== 'fails' || scheme !== 'uncounted')
    expect(missing(wanted, (scheme) => texts.some((text) => text.includes(`](${scheme}:`)))).toEqual([])
  })

  it.each(wellFormed)('forms of reference, in %s', (outcome) => {
    const links = outcomes[outcome].flatMap(({ text, claims }) =>
      claims.map(({ span }) => text.slice(span.offset, span.endOffset)),
    )
    const forms = {
      inline: /\]\((?!<)[^)]*\)$/,
      angles: /\]\(<[^)]*>\)$/,
      full: /\]\[[^\]]+\]$/,
      collapsed: /\]\[\]$/,
      shortcut: /^\[[^[\]]+\]$/,
    }
    for (const [form, pattern] of Object.entries(forms))
      expect(links.some((link) => pattern.test(link)), form).toBe(true)
  })

  it.each(wellFormed)('members of what is uncertain and of a law, in %s', (outcome) => {
    const members = claimsOf(outcomes[outcome]).map(({ member }) => member)
    const wanted = { mid: 'mid', low: 'low', high: 'high', mean: 'mean', belief: /^belief\.p\d+$/, tipping: /^tipping\./, percentile: /^p\d+$/ }
    for (const [name, form] of Object.entries(wanted))
      expect(members.some((member) => (typeof form === 'string' ? member === form : form.test(member))), name).toBe(true)
  })
})
