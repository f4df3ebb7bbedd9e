import type { Fence } from '../document/document.ts'
import { placeOf } from '../document/span.ts'
import { type Message, report } from '../message/message.ts'
import { type AnyNode, type Syntax, spanOfNode, walk } from './syntax.ts'

interface Scope {
  path: string
  fences: Fence[]
  problems: Message[]
  /** Measured code may wait at its top level. */
  mayAwait: boolean
}

/** Reports what a document's code must not hold: state, ways around the checker, and what positions cannot follow. */
export function refuse(syntax: Syntax, scope: Scope): void {
  const say = (node: AnyNode, id: RefusalId): void => {
    scope.problems.push(report(id, placeOf(scope.path, spanOfNode(node)), {}))
  }
  for (const statement of syntax.tree.body) {
    if (statement.type === 'VariableDeclaration' && /^(let|var)$/.test(statement.kind))
      say(statement, 'code-let')
    if (statement.type === 'ExportDefaultDeclaration' || statement.type === 'ExportAllDeclaration')
      say(statement, 'code-export')
    if (statement.type === 'ExportNamedDeclaration' && statement.source)
      say(statement, 'code-export')
  }
  walk(syntax.tree, (node, functions) => {
    if (node.type === 'ImportExpression') say(node, 'code-import')
    if (node.type === 'MetaProperty' && node.meta.name === 'import') say(node, 'code-import-meta')
    if (waits(node) && functions === 0 && !scope.mayAwait) say(node, 'code-await')
    if (node.type === 'TemplateElement' && spansLines(node) && isIndented(node, scope.fences))
      say(node, 'code-token-lines')
  })
  refuseDirectives(syntax, scope)
}

const directive = /^[\s*]*@ts-(?:nocheck|ignore|expect-error)\b/m
const anywhere = /\/[/*][/*\s]*@ts-(?:nocheck|ignore|expect-error)\b/g

/** Remarks within types are gone from the tree, and silence the compiler as well as others do. */
function refuseDirectives({ typed, code, comments }: Syntax, { path, problems }: Scope): void {
  for (const comment of comments)
    if (directive.test(comment.value))
      problems.push(report('code-directive', placeOf(path, spanOfNode(comment)), {}))
  for (const [index, text] of typed.split('\n').entries())
    for (const found of text.matchAll(anywhere)) {
      const isGone = code.split('\n')[index]?.[found.index] === ' '
      const place = { path, line: index + 1, column: found.index + 1, length: found[0].length }
      if (isGone) problems.push(report('code-directive', place, {}))
    }
}

type RefusalId =
  | 'code-let'
  | 'code-export'
  | 'code-import'
  | 'code-import-meta'
  | 'code-await'
  | 'code-token-lines'

const waits = (node: AnyNode): boolean =>
  node.type === 'AwaitExpression' ||
  (node.type === 'ForOfStatement' && node.await) ||
  (node.type === 'VariableDeclaration' && node.kind === 'await using')

const spansLines = (node: AnyNode): boolean => node.loc?.start.line !== node.loc?.end.line

/** Whether the piece stands in a fence whose lines begin with indentation or quote marks, which are no part of it. */
const isIndented = (node: AnyNode, fences: Fence[]): boolean =>
  fences.some((fence) =>
    fence.lines.some(({ line, column }) => line === node.loc?.end.line && column > 1),
  )
