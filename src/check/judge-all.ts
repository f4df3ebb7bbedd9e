import type { Verdicts } from '../evidence/verdicts.ts'
import { byPlace, type Message } from '../message/message.ts'
import type { DecisionRecord } from '../record/record.ts'
import { isSwitchedOff } from '../record/rules/switched-off.ts'
import { reachable } from './freshness.ts'
import { type JudgedValues, judgeDocument } from './judge.ts'
import { judgeMatrix } from './judge-matrix.ts'
import type { Memory } from './memory.ts'
import type { Results } from './seen.ts'
import { specimenVerdicts } from './specimen.ts'

export interface Judging {
  commit: string | null
  coverage: Map<string, Message[]>
  records: Map<string, DecisionRecord>
  specimens: Set<string>
  /** What was judged while others were calculated. */
  early: Map<string, JudgedValues>
  memory: Memory
}

/** The verdicts of documents, in order. What judging finds is added to what was found before. */
export function judgeAll(
  results: Results,
  paths: string[],
  { messages, ...judging }: Judging & { messages: Message[] },
): Verdicts[] {
  const before = Map.groupBy(messages, ({ path }) => path)
  return paths.map((path) => {
    const known = before.get(path) ?? []
    const judged = judgeOne(results, path, { ...judging, known })
    messages.push(...judged.messages)
    return judged.verdicts
  })
}

/** One document's verdicts, and what judging it found; `known` is what was said of it before. */
export function judgeOne(
  results: Results,
  path: string,
  { commit, records, specimens, coverage, early, known, memory }: Judging & { known: Message[] },
): { verdicts: Verdicts; messages: Message[] } {
  const status = records.get(path)?.status.kind ?? null
  if (specimens.has(path)) {
    const verdicts = specimenVerdicts(results.project, path, { commit, status })
    return { verdicts, messages: [] }
  }
  const ofCoverage = coverage.get(path) ?? []
  const from = [commit, ...madeFrom(results, path), JSON.stringify(known)]
  const same = memory.verdictsOf(path, from)
  if (same) return { verdicts: same, messages: ofCoverage }
  const problems = [...known, ...ofCoverage]
  const judged = judgeDocument(results, path, { commit, problems, values: early.get(path) })
  const { matrix, messages: ofMatrix } = judgeMatrix(
    results,
    records.get(path),
    judged.verdicts.claims,
  )
  const { settings } = results.project
  const own = [
    ...judged.messages,
    ...ofMatrix.filter((message) => !isSwitchedOff(message, settings.records)),
  ]
  const verdicts = {
    ...judged.verdicts,
    matrix,
    status,
    problems: problemsOf([...problems, ...own]),
  }
  if (own.length === 0) memory.keepVerdicts(path, from, verdicts)
  return { verdicts, messages: [...ofCoverage, ...own] }
}

/** What a document's verdicts are made from, besides what was said of it: what it reaches, and what came out there. */
const madeFrom = ({ project, outcomes, states }: Results, path: string): unknown[] =>
  reachable(project, path).flatMap((each) => [
    project.documents.get(each),
    outcomes.get(each),
    JSON.stringify(
      states
        .get(each)
        ?.map(({ key, verdict, reason, freshUntil, experiment }) => [
          key,
          verdict,
          reason,
          freshUntil,
          experiment?.measuredAt,
        ]),
    ),
  ])

const problemsOf = (messages: Message[]): Verdicts['problems'] =>
  messages.toSorted(byPlace).map(({ id, severity, line, column, text, cure }) => ({
    id,
    severity,
    line,
    column,
    text,
    cure,
  }))
