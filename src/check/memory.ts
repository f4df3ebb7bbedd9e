import type { Compiled } from '../compile/compile.ts'
import type { Document } from '../document/document.ts'
import { readDocument } from '../document/read.ts'
import type { Verdicts } from '../evidence/verdicts.ts'
import type { JobDocument, Outcome } from '../run/job.ts'
import { compileDocument } from './compile-document.ts'
import type { Finding } from './compiler.ts'
import type { ReadDocument, Unread } from './reading.ts'

/**
 * What one check leaves for the next in the same process: what rests on equal things is not made again. Everything is
 * kept under what it was made from; what rests on files other than documents is forgotten when one of them changes.
 */
export class Memory {
  readonly #documents = new Map<string, Document>()
  #made = new WeakMap<object, Map<string, unknown>>()
  #outcomes = new Map<string, { key: string; outcome: Outcome }>()
  #verdicts = new Map<string, { from: unknown[]; verdicts: Verdicts }>()
  /** What the compiler said last, and of which documents. */
  types: { compiled: Map<string, Compiled>; findings: Finding[] } | null = null
  /** What lies on disk as it is here. */
  readonly written = new WeakSet<Verdicts>()

  /** Something else than a document has changed. */
  forget(): void {
    this.#made = new WeakMap()
    this.#outcomes = new Map()
    this.#verdicts = new Map()
    this.types = null
  }

  read({ path, text, kind }: Unread): Document {
    const known = this.#documentOf({ path, text, kind })
    if (known) return known
    const document = readDocument(path, text, kind)
    this.#documents.set(path, document)
    return document
  }

  compiledOf(document: Document): Compiled {
    return this.of(document, 'compiled', () => compileDocument(document))
  }

  /** What was read and compiled elsewhere. */
  keepRead({ document, compiled }: ReadDocument): void {
    this.#documents.set(document.path, document)
    this.of(document, 'compiled', () => compiled)
  }

  knows(unread: Unread): boolean {
    return this.#documentOf(unread) !== null
  }

  #documentOf({ path, text, kind }: Unread): Document | null {
    const known = this.#documents.get(path)
    return known?.text === text && known.kind === kind ? known : null
  }

  /** What is made of one thing alone, once. */
  of<T>(from: object, what: string, make: () => T): T {
    const made = this.#made.get(from) ?? new Map<string, unknown>()
    this.#made.set(from, made)
    if (!made.has(what)) made.set(what, make())
    return made.get(what) as T
  }

  /** What came out for a document, where all that it can reach is as it was. Failures are found anew. */
  outcomeOf(path: string, key: string): Outcome | null {
    const known = this.#outcomes.get(path)
    return known?.key === key && known.outcome.failures.length === 0 ? known.outcome : null
  }

  keepOutcome(path: string, key: string, outcome: Outcome): void {
    this.#outcomes.set(path, { key, outcome })
  }

  /** The verdicts of a document, made from exactly these things. */
  verdictsOf(path: string, from: unknown[]): Verdicts | null {
    const known = this.#verdicts.get(path)
    const isSame =
      known?.from.length === from.length && known.from.every((each, index) => each === from[index])
    return isSame ? (known?.verdicts ?? null) : null
  }

  keepVerdicts(path: string, from: unknown[], verdicts: Verdicts): void {
    this.#verdicts.set(path, { from, verdicts })
  }
}

/** The documents that are wanted, and all that they import; of those nothing is asked. */
export function withImports(
  documents: JobDocument[],
  isWanted: (document: JobDocument) => boolean,
): JobDocument[] {
  const byPath = new Map(documents.map((document) => [document.path, document]))
  const reached = new Set<string>()
  for (const document of documents) if (isWanted(document)) reach(byPath, document.path, reached)
  return documents
    .filter(({ path }) => reached.has(path))
    .map((document) => (isWanted(document) ? document : { ...document, wants: [], throws: [] }))
}

function reach(
  byPath: Map<string, JobDocument>,
  path: string,
  seen = new Set<string>(),
): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  for (const each of byPath.get(path)?.imports.whole ?? [])
    if (each.kind === 'document') reach(byPath, each.path, seen)
  return seen
}

/** Everything that the value of a document can come from: its own code and data, and that of all it imports. */
export function evaluationKeys(documents: JobDocument[]): Map<string, string> {
  const byPath = new Map(documents.map((document) => [document.path, document]))
  const own = new Map(documents.map((document) => [document.path, JSON.stringify(document)]))
  return new Map(
    documents.map(({ path }) => [
      path,
      [...reach(byPath, path)].map((each) => own.get(each)).join('\n'),
    ]),
  )
}
