import { type AnyNode, type Expression, type Pattern, parse, type VariableDeclaration } from 'acorn'

/**
 * The body of a document's function in which a formula without a value for such inputs, as a queue that is
 * overloaded, leaves its own name without one and what rests on that, and nothing else: the rest of the page goes on.
 * A name without a value is undefined there. Loops and conditions stay as they are, since half of what they change
 * would be wrong.
 */
export function guard(body: string): string {
  const { body: statements } = parse(body, {
    ecmaVersion: 'latest',
    sourceType: 'script',
    allowReturnOutsideFunction: true,
  })
  const functions = new Map(
    statements.flatMap((each) =>
      each.type === 'FunctionDeclaration' ? [[each.id.name, usedIn(each)] as const] : [],
    ),
  )
  const names = new Set(
    statements.flatMap((each) => (each.type === 'VariableDeclaration' ? namesOf(each) : [])),
  )
  const text = (node: AnyNode): string => body.slice(node.start, node.end)
  let [guarded, done] = ['', 0]
  for (const each of statements) {
    const anew =
      each.type === 'VariableDeclaration' && !each.declarations.every(isInput)
        ? each.declarations.map((one) => {
            const rests = restsOn(one.init, functions).filter((name) => names.has(name))
            return assign(one.id, { init: one.init, rests, text })
          })
        : each.type === 'ReturnStatement'
          ? [returned(each.argument, text)]
          : null
    if (anew === null) continue
    guarded += body.slice(done, each.start) + anew.join('\n')
    done = each.end
  }
  return guarded + body.slice(done)
}

/** `const clients = $[0]` */
const isInput = ({ init }: VariableDeclaration['declarations'][number]): boolean =>
  init?.type === 'MemberExpression' && init.object.type === 'Identifier' && init.object.name === '$'

interface Assigned {
  init: Expression | null | undefined
  /** The names that it rests on. */
  rests: string[]
  text: (node: AnyNode) => string
}

function assign(id: Pattern, { init, rests, text }: Assigned): string {
  const names = patternNames(id)
  if (!init) return `let ${names.join(', ')};`
  const missing = rests.map((name) => `${name} === void 0`).join(' || ')
  const stop = missing === '' ? '' : `if (${missing}) throw 0;\n`
  return `let ${names.join(', ')}; try { ${stop}(${text(id)} = ${text(init)}\n) } catch {}`
}

/** Names alone: what an expectation repeats is of no use to a reader, and may have no value. */
function returned(object: Expression | null | undefined, text: (node: AnyNode) => string): string {
  const properties = object?.type === 'ObjectExpression' ? object.properties : []
  const names = properties.filter((each) => each.type === 'Property' && each.shorthand)
  return `return { ${names.map(text).join(', ')} }`
}

/** With what the functions that it names look at. */
function restsOn(
  init: Expression | null | undefined,
  functions: Map<string, Set<string>>,
): string[] {
  const found = init ? usedIn(init) : new Set<string>()
  // A set is walked to what is added to it meanwhile.
  for (const name of found) for (const other of functions.get(name) ?? []) found.add(other)
  return [...found]
}

/** Every name but those of members; one that only looks like a name of the document makes the guard careful. */
function usedIn(node: AnyNode, found = new Set<string>()): Set<string> {
  if (node.type === 'Identifier') found.add(node.name)
  for (const [key, value] of Object.entries(node)) {
    const isMember =
      (node.type === 'MemberExpression' && key === 'property' && !node.computed) ||
      (node.type === 'Property' && key === 'key' && !node.computed)
    if (isMember) continue
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) usedIn(child, found)
  }
  return found
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value

const namesOf = ({ declarations }: VariableDeclaration): string[] =>
  declarations.flatMap(({ id }) => patternNames(id))

function patternNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((each) =>
        patternNames(each.type === 'Property' ? each.value : each.argument),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((each) => (each ? patternNames(each) : []))
    case 'AssignmentPattern':
      return patternNames(pattern.left)
    case 'RestElement':
      return patternNames(pattern.argument)
    default:
      return []
  }
}
