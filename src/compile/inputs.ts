import type { CallExpression, Comment } from 'acorn'
import type { Fence } from '../document/document.ts'
import { placeOf } from '../document/span.ts'
import { type Message, report } from '../message/message.ts'
import type { Input } from './program.ts'
import { isGuard, namesOf } from './statements.ts'
import { type AnyNode, type Syntax, spanOfNode, walk } from './syntax.ts'

interface Scope {
  path: string
  fences: Fence[]
  problems: Message[]
}

/** Every `q('…')` and `law('…')` of a program, in the order in which they stand. */
export function readInputs(syntax: Syntax, scope: Scope): Input[] {
  const inputs: Input[] = []
  const nameByCall = constsByCall(syntax)
  const origins = originsByLine(syntax, scope.fences)
  for (const statement of syntax.tree.body)
    walk(statement, (node) => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return
      const kind = node.callee.name
      if (kind !== 'q' && kind !== 'law') return
      const span = spanOfNode(node)
      const text = literalText(node.arguments[0])
      if (text === null) {
        scope.problems.push(report('input-literal', placeOf(scope.path, span), { call: kind }))
        return
      }
      inputs.push({
        kind,
        name: nameByCall.get(node) ?? `line ${span.line}`,
        within: isGuard(statement) ? null : namesOf(statement),
        text,
        rest: restOf(node, syntax.code),
        span,
        origin: origins(span.line),
      })
    })
  return inputs
}

/** Calls that are the whole initial value of a const, with its name. */
function constsByCall({ tree }: Syntax): Map<AnyNode, string> {
  const names = new Map<AnyNode, string>()
  for (const statement of tree.body) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declaration?.type !== 'VariableDeclaration') continue
    for (const { id, init } of declaration.declarations)
      if (init && id.type === 'Identifier') names.set(init, id.name)
  }
  return names
}

function literalText(argument: AnyNode | undefined): string | null {
  if (argument?.type === 'Literal' && typeof argument.value === 'string') return argument.value
  if (argument?.type === 'TemplateLiteral' && argument.expressions.length === 0)
    return argument.quasis[0]?.value.cooked ?? null
  return null
}

function restOf(call: CallExpression, code: string): string {
  const [first, second] = call.arguments
  return first && second ? code.slice(first.end, call.end - 1).replace(/^\s*,\s*/, '') : ''
}

const originPattern = /^\s*(source|assumed)\s*:\s*(\S.*?)\s*$/i
const linkPattern = /https?:\/\/\S+/

type Origin = Input['origin']

/** Where inputs on a line come from: the comment beside them, on the line above, or on their fence's first line. */
function originsByLine({ comments, code }: Syntax, fences: Fence[]): (line: number) => Origin {
  const lines = code.split('\n')
  const origins = new Map<number, Origin>()
  const remarks = new Set<number>()
  for (const comment of comments) {
    const { line, column } = comment.loc?.start ?? { line: 0, column: 0 }
    const origin = readOrigin(comment)
    if (origin) origins.set(line, origin)
    if ((lines[line - 1] ?? '').slice(0, column).trim() === '') remarks.add(line)
  }
  /** A remark of several lines states its origin in its first one. */
  const above = (line: number): Origin =>
    remarks.has(line) ? (origins.get(line) ?? above(line - 1)) : null
  return (line) => {
    const fence = fences.find(({ span }) => span.line <= line && line <= span.endLine)
    const first = (fence?.span.line ?? 0) + 1
    return (
      origins.get(line) ??
      above(line - 1) ??
      (remarks.has(first) ? (origins.get(first) ?? null) : null)
    )
  }
}

function readOrigin({ value }: Comment): Origin {
  const stated = value.match(originPattern)
  const kind = stated?.[1]?.toLowerCase()
  if (kind === 'source' || kind === 'assumed') return { kind, text: stated?.[2] ?? '' }
  const link = value.match(linkPattern)?.[0]
  return link === undefined ? null : { kind: 'source', text: link }
}
