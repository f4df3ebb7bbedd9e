import { type Message, report } from '../message/message.ts'
import { nearest } from '../message/nearest.ts'
import type { CodeLine } from './document.ts'
import { findJsonProblem } from './json.ts'

interface Shown {
  path: string
  language: string
  /** Where the fence opens. */
  place: { path: string; line: number; column: number; length: number }
  lines: CodeLine[]
}

/** What is wrong with code that is shown: `json` must parse, `mermaid` must be a diagram; others are free. */
export function checkShown(shown: Shown): Message[] {
  if (shown.language === 'json') return checkJson(shown)
  return shown.language === 'mermaid' ? checkDiagram(shown) : []
}

function checkJson({ path, place, lines }: Shown): Message[] {
  const problem = findJsonProblem(lines.map(({ text }) => text).join('\n'))
  if (!problem) return []
  const { found, expected } = problem
  let rest = problem.offset
  for (const { line, column, text } of lines) {
    if (rest <= text.length) {
      const length = found === 'the end' ? 1 : found.length
      return [
        report(
          'json-malformed',
          { path, line, column: column + rest, length },
          { found, expected },
        ),
      ]
    }
    rest -= text.length + 1
  }
  return [report('json-malformed', place, { found, expected })]
}

/** Words that Mermaid takes a diagram's kind from; a version may stand behind with a hyphen. */
const diagrams =
  'graph flowchart sequenceDiagram classDiagram stateDiagram erDiagram journey gantt pie quadrantChart requirementDiagram requirement gitGraph C4Context C4Container C4Component C4Dynamic C4Deployment mindmap timeline sankey xychart block packet kanban architecture radar treemap'.split(
    ' ',
  )

function checkDiagram({ path, place, lines }: Shown): Message[] {
  const first = firstStatement(lines)
  if (!first) return [report('diagram-unknown', place, { found: 'nothing', meant: '' })]
  const indented = first.text.length - first.text.trimStart().length
  const found = first.text.trim().match(/^[\w-]+/)?.[0] ?? first.text.trim()
  if (diagrams.includes(found.replace(/-.*$/, ''))) return []
  const at = { path, line: first.line, column: first.column + indented, length: found.length }
  return [report('diagram-unknown', at, { found, meant: nearest(found, diagrams) ?? '' })]
}

/** Front matter, remarks and directives may stand before the line that names the kind. */
function firstStatement(lines: CodeLine[]): CodeLine | undefined {
  const opens = lines.findIndex(({ text }) => text.trim() !== '')
  const closes = lines.findIndex(({ text }, index) => index > opens && text.trim() === '---')
  const body = lines[opens]?.text.trim() === '---' && closes > 0 ? lines.slice(closes + 1) : lines
  return body.find(({ text }) => text.trim() !== '' && !text.trim().startsWith('%%'))
}
