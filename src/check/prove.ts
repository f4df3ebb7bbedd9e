import type { Document } from '../document/document.ts'
import { readDocument } from '../document/read.ts'
import { applyEdits } from '../document/writing/edit.ts'
import { type Message, report } from '../message/message.ts'
import { readAsTheirs } from '../record/neighbour.ts'
import { compileDocument } from './compile-document.ts'
import { type Examined, examine } from './examine.ts'
import { judgeDocument } from './judge.ts'
import { reportedCoverage } from './prose.ts'
import { broken, type Restatable, restatables } from './restated.ts'
import type { Results } from './seen.ts'
import { flips } from './sensitivity.ts'

export interface Proof {
  /** Claims and expectations that were changed, and were then the one new failure. */
  proven: number
  claims: number
  /** What has no verdict to lose: untested, stale or failing already. */
  unproven: Restatable[]
  /** Calculated claims that no input moves out of what they accept. */
  insensitive: Restatable[]
  /** Claims that only repeat an input: they can fail, and show nothing else. */
  given: Restatable[]
  messages: Message[]
}

/**
 * Shows that each statement can fail: it is changed in the Markdown, in memory, so that it must fail, read and
 * judged anew, and has to be the one new failure, at its place.
 */
export async function prove(root: string, paths: string[]): Promise<Proof> {
  const examined = await examine(root, paths)
  const proof: Proof = {
    proven: 0,
    claims: 0,
    unproven: [],
    insensitive: [],
    given: [],
    messages: [...examined.messages],
  }
  for (const path of examined.paths) proveDocument(examined, path, proof)
  return proof
}

function proveDocument(
  { results, messages, verdicts }: Examined,
  path: string,
  proof: Proof,
): void {
  const verdict = verdicts.find((each) => each.path === path)
  const holding = new Set(
    [...(verdict?.claims ?? []), ...(verdict?.expectations ?? [])]
      .filter((each) => each.verdict === 'holds')
      .map(({ place }) => `${place.line}:${place.column}`),
  )
  const before = messages.filter((message) => message.path === path)
  for (const statement of restatables(results, path)) {
    proof.claims++
    if (statement.seen.provenance === 'given') proof.given.push(statement)
    if (!holding.has(`${statement.line}:${statement.column}`)) {
      proof.unproven.push(statement)
      continue
    }
    const problem = proveStatement(results, statement, before)
    if (problem) proof.messages.push(problem)
    else proof.proven++
    judgeSensitivity(statement, proof)
  }
}

function proveStatement(
  results: Results,
  statement: Restatable,
  before: Message[],
): Message | null {
  const changed = broken(statement)
  const after = changed === null ? [] : messagesWith(results, statement, changed)
  const known = new Set(before.map((each) => identity(moved(each, statement, changed))))
  const added = after.filter(
    (message) => message.severity === 'error' && !known.has(identity(message)),
  )
  return proofMessage(statement, changed, added)
}

/** What is found already further on in the line stands elsewhere when the statement is longer or shorter. */
function moved(message: Message, statement: Restatable, changed: string | null): Message {
  const { line, column } = statement
  if (changed === null || message.line !== line || message.column <= column) return message
  const { text, old } = statement.edit(changed)
  return { ...message, column: message.column + text.length - old.length }
}

/** Null where the changed statement is the one new failure; else what that says about the statement or the check. */
export function proofMessage(
  {
    path,
    line,
    column,
    text,
    name,
  }: Pick<Restatable, 'path' | 'line' | 'column' | 'text' | 'name'>,
  changed: string | null,
  added: Message[],
): Message | null {
  const place = { path, line, column, length: text.length }
  if (changed === null) return report('proof-impossible', place, { stated: text })
  const [first] = added
  if (!first) return report('proof-unnoticed', place, { stated: text, changed, name })
  if (added.length === 1 && first.line === line && first.column === column) return null
  const elsewhere = added.map((each) => `${each.line}:${each.column} ${each.id}`).join(', ')
  return report('proof-elsewhere', place, { changed, elsewhere })
}

const identity = ({ id, line, column, text }: Message): string => `${id} ${line}:${column} ${text}`

/** What a check says about the document with one statement changed. The code is the same, and so is what it gave. */
function messagesWith(results: Results, statement: Restatable, changed: string): Message[] {
  const { path } = statement
  const compiled = results.project.documents.get(path)
  if (!compiled) return []
  const text = applyEdits(compiled.document.text, [statement.edit(changed)])
  const document = readAsTheirs(readDocument(path, text, compiled.document.kind))
  const recompiled =
    statement.kind === 'claim' && sameCode(document, compiled.document)
      ? { ...compiled, document }
      : compileDocument(document)
  if (
    recompiled.calculationForm.body !== compiled.calculationForm.body &&
    statement.kind === 'claim'
  )
    throw new Error(`changing a claim of ${path} changed its code`)
  const project = {
    ...results.project,
    documents: new Map(results.project.documents).set(path, recompiled),
  }
  // Where else a value stands is looked up in all documents, and nobody reads it here.
  const about = { commit: null, problems: [], notes: false }
  const judged = judgeDocument({ ...results, project }, path, about)
  return [...document.problems, ...judged.messages, ...reportedCoverage(project, path)]
}

const sameCode = (a: Document, b: Document): boolean => codeOf(a) === codeOf(b)

const codeOf = ({ fences }: Document): string =>
  JSON.stringify(
    fences.map(({ info, lines }) => [
      info,
      lines.map(({ line, column, text }) => [line, column, text]),
    ]),
  )

/** A calculated claim has to move with some input, and a measured bound has to be one that the world could break. */
function judgeSensitivity(statement: Restatable, proof: Proof): void {
  const { path, line, column, text, seen, name } = statement
  const place = { path, line, column, length: text.length }
  // A refuted number is already shown to be none that the inputs lead to.
  if (seen.provenance === 'given' || statement.refuted) return
  const flipped = flips(statement)
  if (flipped === 'nothing-to-move')
    proof.messages.push(report('claim-rests-on-nothing', place, { name }))
  else if (flipped === 'never' && seen.provenance === 'measured')
    proof.messages.push(report('bound-unbreakable', place, { stated: text }))
  else if (flipped === 'never') proof.insensitive.push(statement)
}
