import type { Pattern, VariableDeclaration } from 'acorn'
import type { DeclaredName, Import } from './program.ts'
import { type AnyNode, type Syntax, spanOfNode, walk } from './syntax.ts'

/** The names that the top level of a program declares, in order. */
export function declaredNames({ tree, code }: Syntax): DeclaredName[] {
  const listed = new Set(tree.body.flatMap(namesInExportList))
  return tree.body.flatMap((statement) => {
    const exported = statement.type === 'ExportNamedDeclaration'
    const names = declared(statement, code)
    return names.map((name) => ({ ...name, exported: exported || listed.has(name.name) }))
  })
}

/** The names that one statement declares. */
export const namesOf = (statement: AnyNode): string[] =>
  declared(statement, '').map(({ name }) => name)

/** Whether a statement decides, repeats or throws: it names nothing, and what it looks at is of use. */
export const isGuard = ({ type }: AnyNode): boolean =>
  type.endsWith('Statement') && type !== 'ExpressionStatement' && type !== 'EmptyStatement'

type Unexported = Omit<DeclaredName, 'exported'>

function declared(statement: AnyNode, code: string): Unexported[] {
  const declaration =
    statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? statement) : statement
  if (declaration.type === 'VariableDeclaration') return variableNames(declaration, code)
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration')
    return [
      {
        name: declaration.id?.name ?? '',
        span: spanOfNode(declaration.id ?? declaration),
        using: false,
        value: '',
        uses: identifiersIn(declaration),
      },
    ]
  return []
}

const namesInExportList = (statement: AnyNode): string[] =>
  statement.type === 'ExportNamedDeclaration'
    ? statement.specifiers.flatMap(({ local }) => (local.type === 'Identifier' ? [local.name] : []))
    : []

/** Where `export` stands: the word before a declaration, or a whole list. */
export function exportMarks({ tree }: Syntax): { start: number; end: number }[] {
  return tree.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration') return []
    return [{ start: statement.start, end: statement.declaration?.start ?? statement.end }]
  })
}

function variableNames(declaration: VariableDeclaration, code: string): Unexported[] {
  const using = declaration.kind === 'using' || declaration.kind === 'await using'
  return declaration.declarations.flatMap(({ id, init }) => {
    const value = init
      ? code
          .slice(init.start, init.end)
          .replace(/\/\/.*$/gm, '')
          .replace(/\s+/g, ' ')
      : ''
    const uses = init ? identifiersIn(init) : []
    return patternNames(id).map(({ name, node }) => ({
      name,
      span: spanOfNode(node),
      using,
      value,
      uses,
    }))
  })
}

/** The names that a piece of code mentions; `a.b` and `{ b: a }` mention `a`. */
export function identifiersIn(node: AnyNode): string[] {
  const names = new Set<string>()
  const labels = new Set<AnyNode>()
  walk(node, (each) => {
    if (each.type === 'MemberExpression' && !each.computed) labels.add(each.property)
    if (each.type === 'Property' && !each.computed && !each.shorthand) labels.add(each.key)
    if (each.type === 'Identifier' && !labels.has(each)) names.add(each.name)
  })
  return [...names]
}

function patternNames(pattern: Pattern): { name: string; node: Pattern }[] {
  switch (pattern.type) {
    case 'Identifier':
      return [{ name: pattern.name, node: pattern }]
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        patternNames(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? patternNames(element) : []))
    case 'AssignmentPattern':
      return patternNames(pattern.left)
    case 'RestElement':
      return patternNames(pattern.argument)
    default:
      return []
  }
}

/** The imports of values, in order. A namespace is one name, imported as `*`; a bare import has none. */
export function readImports({ tree }: Syntax): Import[] {
  return tree.body.flatMap((statement) => {
    if (statement.type !== 'ImportDeclaration') return []
    const from = String(statement.source.value)
    const names = statement.specifiers.map((specifier) => ({
      imported:
        specifier.type === 'ImportNamespaceSpecifier'
          ? '*'
          : specifier.type === 'ImportDefaultSpecifier'
            ? 'default'
            : specifier.imported.type === 'Identifier'
              ? specifier.imported.name
              : String(specifier.imported.value),
      local: specifier.local.name,
      span: spanOfNode(specifier),
    }))
    const fromSpan = spanOfNode(statement.source)
    return [
      { from, names, span: spanOfNode(statement), fromSpan, isDocument: from.endsWith('.md') },
    ]
  })
}
