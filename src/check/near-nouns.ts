import type { Compiled } from '../compile/compile.ts'
import type { Input } from '../compile/program.ts'
import { type Message, report } from '../message/message.ts'
import { editDistance } from '../message/nearest.ts'
import { type Nouns, own, singular } from '../quantity/nouns.ts'
import { factorsOf, isNoun, ofSymbol, ofWord } from '../quantity/unit.ts'
import { placeWithin } from './doubtful.ts'
import { reachable } from './freshness.ts'
import type { Project } from './project.ts'

/**
 * `mesage` is a noun like any other, and nothing that counts messages fits it. Where the same document, what it
 * imports, the configuration or the table of units has a word one letter away, one of the two is likely a slip.
 */
export function nearNouns(
  project: Pick<Project, 'documents' | 'imports'>,
  nouns: Nouns,
): Message[] {
  const uses = new Map(
    [...project.documents].map(([path, compiled]) => [path, usesIn(compiled, nouns)]),
  )
  const known = knownWords(nouns)
  const isDeclared = (noun: string): boolean =>
    known.has(noun) || own(nouns.plurals, noun) !== undefined
  return [...uses].flatMap(([path, ofDocument]) => {
    const doubtful = ofDocument.filter(({ noun }) => !isDeclared(noun))
    if (doubtful.length === 0) return []
    const counts = countOf(reachable(project, path).flatMap((each) => uses.get(each) ?? []))
    const seen = new Set<string>()
    return doubtful.flatMap(({ noun, word, input }) => {
      if (seen.has(noun)) return []
      seen.add(noun)
      const meant = [...counts.keys(), ...known].find(
        (other) => isNear(noun, other) && (isDeclared(other) || isCommoner(counts, other, noun)),
      )
      return meant === undefined
        ? []
        : [report('noun-near', placeWithin(path, input, word), { noun: word, meant })]
    })
  })
}

interface Use {
  noun: string
  /** As written. */
  word: string
  input: Input
}

function usesIn({ whole, scopes }: Compiled, nouns: Nouns): Use[] {
  return [whole, ...scopes.map(({ program }) => program)].flatMap(({ inputs }) =>
    inputs.flatMap((input) =>
      wordsOf(input.text).flatMap((word) => {
        const { noun } = singular(word, nouns)
        return isNoun(noun) && !ofSymbol.has(word) && !ofWord.has(noun)
          ? [{ noun, word, input }]
          : []
      }),
    ),
  )
}

/** Words of the unit, without the number, its scale and the law before it. */
const wordsOf = (text: string): string[] =>
  factorsOf(text.replace(/^[^\d]*[\d.,]+/, ''))
    .flatMap(([part]) => part.split(' '))
    .filter((word) => /^[A-Za-z-]{3,}$/.test(word) && !scaleWords.test(word))

const scaleWords = /^(thousand|million|billion|per)$/

/** Noun → how often it is used, in the order of the first use. */
function countOf(uses: Use[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { noun } of uses) counts.set(noun, (counts.get(noun) ?? 0) + 1)
  return counts
}

/** Of two equally common nouns the first is as it should be. */
function isCommoner(counts: Map<string, number>, noun: string, than: string): boolean {
  const [a, b] = [counts.get(noun) ?? 0, counts.get(than) ?? 0]
  if (a !== b) return a > b
  const order = [...counts.keys()]
  return order.indexOf(noun) < order.indexOf(than)
}

/** What the project's configuration or our own tables name is meant as it stands. */
const knownWords = ({ plurals, aliases }: Nouns): Set<string> =>
  new Set([
    ...Object.values(plurals),
    ...Object.keys(aliases),
    ...Object.values(aliases),
    ...ofWord.keys(),
  ])

/** One letter more, less, changed or swapped, behind the same first letter; short words are too often near by chance. */
const isNear = (a: string, b: string): boolean =>
  a !== b &&
  (a.toLowerCase() === b.toLowerCase() ||
    (a[0] === b[0] && Math.max(a.length, b.length) >= 5 && editDistance(a, b, 2) === 1))
