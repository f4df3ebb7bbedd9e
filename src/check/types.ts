import type { Compiled, OwnScope } from '../compile/compile.ts'
import type { Program } from '../compile/program.ts'
import type { Document, Fence } from '../document/document.ts'
import { placeOf } from '../document/span.ts'
import { type Message, report } from '../message/message.ts'
import type { CompilerFile, Finding } from './compiler.ts'

/** What the compiler says about `refused` fences, by document and line of the fence. */
export type Refusals = Map<string, Map<number, Diagnostic[]>>

type Diagnostic = Pick<Finding, 'line' | 'column' | 'code' | 'text'>

/** The documents as the compiler sees them. */
export const typeForms = (documents: Compiled[]): CompilerFile[] =>
  documents.flatMap(({ typeForm, scopes }) => [typeForm, ...scopes.map((scope) => scope.typeForm)])

/** What the compiler says about documents and what they import, at the Markdown's own lines and columns. */
export function typeMessages(
  documents: Compiled[],
  findings: Finding[],
): { messages: Message[]; refusals: Refusals } {
  const byFile = new Map<string, Finding[]>()
  for (const finding of findings) {
    const found = byFile.get(finding.file) ?? []
    found.push(finding)
    byFile.set(finding.file, found)
  }
  const messages: Message[] = []
  const refusals: Refusals = new Map()
  for (const compiled of documents) {
    const take = (file: string): Finding[] => {
      const found = byFile.get(file) ?? []
      byFile.delete(file)
      return found
    }
    messages.push(...mainMessages(compiled, take(compiled.typeForm.path)))
    const refused = new Map<number, Diagnostic[]>()
    for (const scope of compiled.scopes) {
      const found = take(scope.typeForm.path)
      messages.push(...scopeMessages(compiled, scope, found))
      if (scope.fence.use.use === 'refused')
        refused.set(scope.fence.span.line, refusedIn(compiled.document, found))
    }
    refusals.set(compiled.document.path, refused)
  }
  for (const [file, findings] of byFile)
    messages.push(...findings.map((finding) => at(file === '' ? 'package.json' : file, finding)))
  return { messages, refusals }
}

const refusedIn = (document: Document, findings: Finding[]): Diagnostic[] =>
  findings
    .filter(({ line }) => isWritten(document, line))
    .map(({ line, column, code, text }) => ({ line, column, code, text: withoutPaths(text) }))

/** Names of types without the file that they stand in, which no reader knows. */
const withoutPaths = (text: string): string => text.replace(/import\("[^"]*"\)\./g, '')

/** Literals are refused in words of their own, which the compiler wraps; types that stay are no better said by it. */
function at(path: string, { line, column, length, code, text }: Finding): Message {
  const place = { path, line, column, length }
  const why = text.match(/'"Refused: (.*?)"'/)?.[1]
  if (why !== undefined) return report('literal-refused', place, { why })
  if (code === 'TS1294') return report('code-unreadable', place, {})
  return report('type-error', place, { code, text: withoutPaths(text) })
}

function mainMessages(compiled: Compiled, findings: Finding[]): Message[] {
  const { document, whole, typeForm } = compiled
  // Prose that a fence swallows has many things wrong with it as code.
  if (document.problems.some(({ id }) => id === 'fence-unclosed')) return []
  // Where the left side of an operator is refused, so is the right one.
  const lefts = findings.filter(({ code }) => code === 'TS2362').map(({ line }) => line)
  const own = findings.filter(
    (finding) =>
      !isSaid(compiled, whole, finding) &&
      !(finding.code === 'TS2363' && lefts.includes(finding.line)),
  )
  const written = doubledNames(own.filter(({ line }) => isWritten(document, line)))
  const messages = written.flatMap((finding) => {
    if ('first' in finding)
      return [report('name-doubled', { ...finding, path: document.path }, finding)]
    const early = usedEarly(finding)
    if (early === null || !isRecorded(compiled, early)) return [at(document.path, finding)]
    const place = { ...finding, path: document.path }
    return finding.code === 'TS2448'
      ? [report('calculation-not-derived', place, { name: early })]
      : []
  })
  if (messages.length > 0) return messages
  // A bracket that is never closed is missed at the end of the file, where nothing stands.
  const behind = own.filter(
    ({ line, code }) => line > typeForm.documentLines && /^TS1\d\d\d$/.test(code),
  )
  const fences = document.fences.filter(
    ({ use }) => use.use === 'calculation' || use.use === 'derived',
  )
  const [first, last] = [fences[0], fences.at(-1)]
  if (behind[0] && last) return [at(document.path, { ...behind[0], ...endOf(last), length: 1 })]
  if (!whole.unreadable || !first || whole.problems.length > 0) return []
  return [report('code-unreadable', placeOf(document.path, first.span), {})]
}

/** Documents without such a name, circles and refused code have messages of ours, which say it better. */
function isSaid(
  { whole: { imports } }: Compiled,
  { problems }: Program,
  { line, code }: Finding,
): boolean {
  if (problems.some((problem) => problem.line === line)) return true
  const imported = imports.find(({ span }) => span.line <= line && line <= span.endLine)
  if (!imported) return /^TS(2303|7022|7023)$/.test(code)
  if (imported.isDocument) return /^TS(1192|2305|2307|2459|2613|2614|2724)$/.test(code)
  return code === 'TS2307' || !/models\//.test(imported.from)
}

/** What stands on other lines is ours, and is wrong only where something of the author's is. */
const isWritten = ({ fences }: Document, line: number): boolean =>
  fences.some((fence) => fence.lines.some((each) => each.line === line))

type Doubled = Finding & { name: string; first: number }

/** The compiler reports both of two equal names; the first one is as it should be. */
function doubledNames(findings: Finding[]): (Finding | Doubled)[] {
  const lines = new Map<string, number>()
  return findings.flatMap((finding) => {
    const name = /^TS(2451|2300)$/.test(finding.code)
      ? finding.text.match(/'(.+?)'/)?.[1]
      : undefined
    if (name === undefined) return [finding]
    const first = lines.get(name)
    if (first === undefined) lines.set(name, finding.line)
    return first === undefined ? [] : [{ ...finding, name, first }]
  })
}

/** The compiler says twice that a name stands below its use. */
const usedEarly = ({ code, text }: Finding): string | null =>
  /^TS(2448|2454)$/.test(code) ? (text.match(/'(.+?)'/)?.[1] ?? null) : null

const isRecorded = ({ recorded }: Compiled, name: string): boolean =>
  [...recorded.values()].some((names) => names.includes(name))

function endOf(fence: Fence): { line: number; column: number } {
  const last = fence.lines.findLast(({ text }) => text.trim() !== '')
  return last ? { line: last.line, column: last.column + last.text.trimEnd().length } : fence.span
}

function scopeMessages(
  compiled: Compiled,
  { fence, program }: OwnScope,
  findings: Finding[],
): Message[] {
  const { document } = compiled
  if (fence.closingLine === null) return []
  const place = placeOf(document.path, fence.span)
  const written = findings.filter(({ line }) => isWritten(document, line))
  if (fence.use.use !== 'refused') {
    const isRefused = ({ line, code }: Finding): boolean =>
      program.problems.some((problem) => problem.line === line) ||
      (fence.use.use === 'throws' && code === 'TS2307')
    const messages = written
      .filter((finding) => !isRefused(finding))
      .map((finding) => at(document.path, finding))
    const isUnread = program.unreadable && messages.length === 0
    return isUnread ? [report('code-unreadable', place, {})] : messages
  }
  const { code: expected } = fence.use
  const others = written.filter(({ code }) => code !== expected)
  if (others.length > 0)
    return others.map((finding) =>
      report(
        'refusal-other',
        { ...finding, path: document.path },
        { code: finding.code, expected, text: finding.text },
      ),
    )
  return written.length > 0 ? [] : [report('refusal-missing', place, { code: expected })]
}
