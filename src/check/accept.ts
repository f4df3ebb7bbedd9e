import type { Message } from '../message/message.ts'
import { examine } from './examine.ts'
import { checkFiles } from './files.ts'
import { readProject } from './project.ts'
import { corrected, type PlacedEdit, type Restatable, restatables } from './restated.ts'
import { rewrite } from './rewrite.ts'
import { selectPaths } from './select-paths.ts'

/** What was rewritten, or would be: each edit with its line as it was and as it is. */
export interface Rewriting {
  edits: Rewrite[]
  /** Where the patch lies that undoes it; null where nothing was written. */
  undo: string | null
  /** Statements that differ and that no other number mends. */
  left: Restatable[]
  messages: Message[]
}

export interface Rewrite extends PlacedEdit {
  line: number
  column: number
}

/** Rewrites the stated numbers of calculated claims and of expectations that differ from what came out. */
export async function accept(root: string, paths: string[]): Promise<Rewriting> {
  const { results, paths: selected, messages } = await examine(root, paths)
  // What cannot be read, or may be read in two ways, is for its author to mend.
  const differing = new Set(
    messages.filter(({ id }) => /^(?:claim|expectation)-differs$/.test(id)).map(placeText),
  )
  const rewriting: Rewriting = {
    edits: [],
    undo: null,
    left: [],
    messages: messages.filter(({ id }) => id === 'nothing-found'),
  }
  for (const path of selected) {
    for (const statement of restatables(results, path)) {
      if (!differing.has(placeText(statement)) || !mayRewrite(statement)) continue
      const text = corrected(statement)
      if (text === null) rewriting.left.push(statement)
      else
        rewriting.edits.push({
          ...statement.edit(text),
          line: statement.line,
          column: statement.column,
        })
    }
  }
  if (rewriting.edits.length > 0) rewriting.undo = await rewrite(root, rewriting.edits)
  return rewriting
}

const placeText = ({ path, line, column }: Pick<Message, 'path' | 'line' | 'column'>): string =>
  `${path}:${line}:${column}`

/** What was measured is a fact, and what is refuted was stated by somebody else: neither is ours to rewrite. */
const mayRewrite = ({ refuted, seen }: Restatable): boolean =>
  !refuted && (seen.provenance === 'given' || seen.provenance === 'calculated')

/** Rewrites `file=` fences to what their files say, in the indentation that the fence has. */
export async function sync(root: string, paths: string[]): Promise<Rewriting> {
  const project = await readProject(root)
  const selected = selectPaths(project, paths)
  const rewriting: Rewriting = { edits: [], undo: null, left: [], messages: selected.messages }
  for (const path of selected.paths) {
    const document = project.documents.get(path)?.document
    if (!document) continue
    for (const { fence, lines, message } of await checkFiles(root, document)) {
      if (message === null) continue
      if (lines === null) {
        rewriting.messages.push(message)
        continue
      }
      rewriting.edits.push(replaceCode(document.text, { path, fence, lines }))
    }
  }
  if (rewriting.edits.length > 0) rewriting.undo = await rewrite(root, rewriting.edits)
  return rewriting
}

interface Replacement {
  path: string
  fence: Awaited<ReturnType<typeof checkFiles>>[number]['fence']
  lines: string[]
}

/** The lines between the marks, each behind what stands before the opening mark: indentation or quote marks. */
function replaceCode(text: string, { path, fence, lines }: Replacement): Rewrite {
  const { span } = fence
  const lineStart = span.offset - (span.column - 1)
  const prefix = text
    .slice(lineStart, span.offset)
    .replace(/[-*+]|\d+[.)]/g, (mark) => ' '.repeat(mark.length))
  const lineEnd = text.slice(span.offset).match(/\r\n|\n|\r/)?.[0] ?? '\n'
  const offset = text.indexOf(lineEnd, span.offset) + lineEnd.length
  const closing = fence.closingLine === null ? span.endOffset : startOfLine(text, span.endOffset)
  const code = lines
    .map((line) => (line === '' ? prefix.trimEnd() : prefix + line) + lineEnd)
    .join('')
  return {
    path,
    offset,
    endOffset: closing,
    old: text.slice(offset, closing),
    text: code,
    line: span.line + 1,
    column: 1,
  }
}

const startOfLine = (text: string, offset: number): number =>
  Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
