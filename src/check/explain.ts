import type { Compiled } from '../compile/compile.ts'
import type { JudgedClaim, Verdicts } from '../evidence/verdicts.ts'
import { nearest } from '../message/nearest.ts'
import { derivationOf, printValue } from './derivation.ts'
import { type Examined, examine } from './examine.ts'
import { originOf } from './origin.ts'
import { type Restatable, restatables } from './restated.ts'
import { answerOf } from './seen.ts'
import { swingOf } from './swing.ts'

/** How a value came about and what rests on it. */
export interface Explanation {
  /** `pool.mid = 45 connections  calculations/chat.md:26` */
  subject: { name: string; value: string; path: string; line: number }
  /** What is stated of it at the place that was asked about, with its verdict; null for a name alone. */
  claim: JudgedClaim | null
  derivation: JudgedClaim['derivation']
  /** Inputs by how far they move the value, the farthest first. */
  moves: JudgedClaim['swing']
  /** Claims anywhere that rest on it. */
  dependents: { path: string; line: number; column: number; text: string; verdict: string }[]
}

/** Where nothing stands: what may have been meant, or nothing. */
export interface NothingThere {
  meant: string
}

/** Explains what stands at `path:line[:column]`, or the name of `path#name` or `name`. */
export async function explain(root: string, place: string): Promise<Explanation[] | NothingThere> {
  const examined = await examine(root, [])
  const asked = readPlace(place)
  const subjects = subjectsAt(examined, asked)
  if (subjects.length === 0) return { meant: nearestTo(examined, asked) ?? '' }
  return subjects.map((subject) => explainOne(examined, subject))
}

/** A document for one that is not there, else a name of that document or of all. */
function nearestTo({ paths, results }: Examined, { path, name, line }: Asked): string | null {
  if (path !== null && !paths.includes(path)) {
    const meant = nearest(path, paths)
    return meant && `${meant}${name === null ? `:${line ?? 1}` : `#${name}`}`
  }
  if (name === null) return null
  const names = [...results.project.documents.values()]
    .filter(({ document }) => path === null || document.path === path)
    .flatMap(namesOf)
  const meant = nearest(name.split('.')[0] ?? '', names)
  return meant && path !== null ? `${path}#${meant}` : meant
}

const namesOf = ({ whole, recorded }: Compiled): string[] => [
  ...whole.names.map(({ name }) => name),
  ...[...recorded.values()].flat(),
]

interface Asked {
  path: string | null
  line: number | null
  column: number | null
  name: string | null
}

function readPlace(place: string): Asked {
  const parts = place.match(/^(.+\.md)(?::(\d+)(?::(\d+))?|#([\w$.]+))?$/)
  if (!parts) return { path: null, line: null, column: null, name: place }
  const [, path = '', line, column, name] = parts
  return {
    path,
    line: line === undefined ? null : Number(line),
    column: column === undefined ? null : Number(column),
    name: name ?? null,
  }
}

interface Subject {
  path: string
  name: string
  claim: JudgedClaim | null
}

function subjectsAt({ paths, results, verdicts }: Examined, asked: Asked): Subject[] {
  return paths
    .filter((path) => asked.path === null || path === asked.path)
    .flatMap((path): Subject[] => {
      const claims = verdicts.find((each) => each.path === path)?.claims ?? []
      const atPlace = claims.filter(
        ({ place }) => asked.line !== null && covers(place, asked.line, asked.column),
      )
      if (atPlace.length > 0)
        return atPlace.map((claim) => ({ path, name: claim.name.split('.')[0] ?? '', claim }))
      const declared = results.project.documents.get(path)?.whole.names ?? []
      const measured = [...(results.project.documents.get(path)?.recorded.values() ?? [])].flat()
      return [
        ...declared
          .filter(({ name, span }) =>
            asked.name === null ? span.line === asked.line : name === asked.name.split('.')[0],
          )
          .map(({ name }) => name),
        ...measured.filter((name) => name === asked.name?.split('.')[0]),
      ].map((name) => ({ path, name, claim: null }))
    })
}

const covers = (place: JudgedClaim['place'], line: number, column: number | null): boolean =>
  place.line <= line &&
  line <= place.endLine &&
  (column === null ||
    ((place.line < line || place.column <= column) &&
      (line < place.endLine || column < place.endColumn)))

function explainOne(examined: Examined, { path, name, claim }: Subject): Explanation {
  const { results } = examined
  const origin = originOf(results.project, path, name)
  const home = origin?.path ?? path
  const value = results.outcomes.get(home)?.names[origin?.name ?? name]
  const derivation = derivationOf(results.project, results.outcomes, { path, name })
  const line = derivation[0]?.line ?? 1
  const statement = restatables(results, path).find((each) =>
    claim ? each.name === claim.name : each.name.split('.')[0] === name,
  )
  return {
    subject: {
      name: claim?.name ?? name,
      value: claim?.value ?? (value ? printValue(value) : 'no value'),
      path: home,
      line,
    },
    claim,
    derivation,
    moves: statement ? movesOf(examined, path, statement) : [],
    dependents: examined.verdicts.flatMap((each) => dependentsIn(each, home, line)),
  }
}

function movesOf({ results }: Examined, path: string, statement: Restatable): Explanation['moves'] {
  const asked = results.asked.get(path)
  const index =
    results.project.documents
      .get(path)
      ?.document.claims.findIndex(
        ({ textSpan }) => textSpan.line === statement.line && textSpan.column === statement.column,
      ) ?? -1
  const answer = answerOf(results, path, asked?.claims[index])
  return swingOf(results.project, answer)
}

const dependentsIn = (
  { path, claims }: Verdicts,
  home: string,
  line: number,
): Explanation['dependents'] =>
  claims
    .filter(({ derivation }) => derivation.some((step) => step.path === home && step.line === line))
    .map(({ place, text, verdict, refuted }) => ({
      path,
      line: place.line,
      column: place.column,
      text,
      // Beside the number that is right, a wrong one that "holds" would contradict it.
      verdict: refuted && verdict === 'holds' ? 'refuted, as stated' : verdict,
    }))
