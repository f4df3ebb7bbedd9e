import type { Expectation } from './expectations.ts'
import type { Statement } from './program.ts'
import { identifiersIn, namesOf } from './statements.ts'
import { type AnyNode, type Syntax, walk } from './syntax.ts'

/** The statements of the top level, imports left out, in order. */
export function readStatements({ tree }: Syntax, expectations: Expectation[]): Statement[] {
  const stated = new Set(expectations.map(({ expression }) => expression?.offset))
  return tree.body.flatMap((node): Statement[] => {
    if (node.type === 'ImportDeclaration' || isList(node)) return []
    const names = namesOf(node)
    const isStated = node.type === 'ExpressionStatement' && stated.has(node.expression.start)
    return [
      {
        line: node.loc?.start.line ?? 0,
        start: node.start,
        end: node.end,
        names,
        mentions: identifiersIn(node),
        acts: (names.length === 0 && !isStated) || changesThings(node),
      },
    ]
  })
}

/** `export { a }` does nothing, and `;` even less. */
const isList = (node: AnyNode): boolean =>
  node.type === 'EmptyStatement' ||
  (node.type === 'ExportNamedDeclaration' && node.declaration === null)

/** Methods of lists, maps, sets and objects that leave another content behind. */
const changing = new Set(
  (
    'push pop shift unshift splice sort reverse fill copyWithin set add delete clear assign ' +
    'defineProperty defineProperties setPrototypeOf deleteProperty'
  ).split(' '),
)

function changesThings(statement: AnyNode): boolean {
  let found = false
  walk(statement, (node) => {
    if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression') found = true
    if (node.type === 'UnaryExpression' && node.operator === 'delete') found = true
    if (node.type === 'CallExpression' && isChanging(node.callee)) found = true
  })
  return found
}

/** `list.push`, and `list[name]`, which may be anything. */
function isChanging(callee: AnyNode): boolean {
  if (callee.type !== 'MemberExpression') return false
  return (
    callee.computed || (callee.property.type === 'Identifier' && changing.has(callee.property.name))
  )
}
