import type { Comment } from 'acorn'
import type { Fence, Span } from '../document/document.ts'
import { placeOf } from '../document/span.ts'
import { type Message, report } from '../message/message.ts'
import { identifiersIn } from './statements.ts'
import { type AnyNode, type Syntax, spanOfNode } from './syntax.ts'

/** `//=> .mid 250 messages/s` behind a statement of a calculation. */
export interface Expectation {
  /** What is stated, from its first character to its last. */
  span: Span
  stated: string
  /** `mid` of `.mid 250 messages/s`, or ''. */
  member: string
  /** The name that the statement declares, or null for a bare expression. */
  name: string | null
  /** Where the expression stands, when there is no name, and the names in it. */
  expression: Span | null
  uses: string[]
}

interface Scope {
  path: string
  fences: Fence[]
  problems: Message[]
  /** Values of calculations are expected; what is measured is stated in the prose. */
  mayExpect: boolean
}

/** The expectations of a program; a marker that is misspelt or stands where nothing can be expected is a problem. */
export function readExpectations(syntax: Syntax, scope: Scope): Expectation[] {
  return syntax.comments.flatMap((comment) => {
    const place = placeOf(scope.path, spanOfNode(comment))
    if (comment.type === 'Block' || !comment.value.startsWith('=>')) {
      const written = misspeltMarker(comment)
      if (written !== null) scope.problems.push(report('marker-misspelt', place, { written }))
      return []
    }
    const subject = scope.mayExpect ? subjectOf(syntax, comment, scope.fences) : null
    const expectation = subject && readStatement(comment, subject)
    if (expectation) return [expectation]
    const cure = scope.mayExpect ? standAlone : claimInstead
    scope.problems.push(
      subject
        ? report('expectation-empty', place, {})
        : report('expectation-place', place, { cure }),
    )
    return []
  })
}

const standAlone =
  'put it behind a statement that stands alone on its line at top level and declares one const or is one expression'
const claimInstead =
  'expectations stand in ts and ts derived fences; state this one in the prose: [at most 50 ms](measured:name)'

/** `// =>`, `//->`, `/* => 250 *\/` → the marker as it stands there; null for a plain comment. */
function misspeltMarker({ type, value }: Comment): string | null {
  const arrow = value.match(/^(?:[\s*]*(?:[-=~]+\s*>|=(?!=)|→|⇒)|>)/)?.[0]
  return arrow === undefined ? null : (type === 'Line' ? '//' : '/*') + arrow
}

type Subject = Pick<Expectation, 'name' | 'expression' | 'uses'>

function readStatement(comment: Comment, subject: Subject): Expectation | null {
  const parts = comment.value.match(/^=>\s*(?:\.([A-Za-z][\w.]*)(?:\s+|$))?(\S.*?)?\s*$/)
  const stated = parts?.[2]
  if (stated === undefined) return null
  const whole = spanOfNode(comment)
  const start = comment.value.lastIndexOf(stated) + 2
  const span = {
    ...whole,
    column: whole.column + start,
    offset: whole.offset + start,
    endColumn: whole.column + start + stated.length,
    endOffset: whole.offset + start + stated.length,
  }
  return { span, stated, member: parts?.[1] ?? '', ...subject }
}

/** The one statement on the comment's line, if it stands there alone at top level and has one value. */
function subjectOf({ tree }: Syntax, comment: Comment, fences: Fence[]): Subject | null {
  const line = comment.loc?.start.line ?? 0
  const judged = fences.some(({ span }) => span.line < line && line <= span.endLine)
  const [statement, ...others] = tree.body.filter((node) => touches(node, line))
  if (!judged || !statement || others.length > 0 || statement.end > comment.start) return null
  if (statement.loc?.start.line !== statement.loc?.end.line) return null
  if (statement.type === 'ExpressionStatement') {
    const { expression } = statement
    return { name: null, expression: spanOfNode(expression), uses: identifiersIn(expression) }
  }
  const declaration =
    statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  if (declaration?.type !== 'VariableDeclaration') return null
  const [only, ...more] = declaration.declarations
  return only?.id.type === 'Identifier' && more.length === 0
    ? { name: only.id.name, expression: null, uses: [] }
    : null
}

const touches = (node: AnyNode, line: number): boolean =>
  (node.loc?.start.line ?? 0) <= line && line <= (node.loc?.end.line ?? 0)
