import {
  type AnyNode,
  type Expression,
  type Pattern,
  parse,
  type ReturnStatement,
  type VariableDeclaration,
} from 'acorn'

/**
 * The body of a document's function in which a formula without a value for such inputs, as a queue that is
 * overloaded, leaves its own name without one and what rests on that, and nothing else: the rest of the page goes on.
 * A name without a value is undefined there. Loops, conditions and calls stay as they are, since half of what they
 * change would be wrong: one that throws, or rests on such a name, stops the whole.
 */
export function guard(body: string): string {
  const { body: statements } = parse(body, {
    ecmaVersion: 'latest',
    sourceType: 'script',
    allowReturnOutsideFunction: true,
  })
  const looks = new Map(statements.flatMap(looksOf))
  const names = new Set(
    statements.flatMap((each) => (each.type === 'VariableDeclaration' ? namesOf(each) : [])),
  )
  const text = (node: AnyNode): string => body.slice(node.start, node.end)
  const missing = (node: AnyNode): string =>
    restsOn(node, looks)
      .filter((name) => names.has(name))
      .map(flagOf)
      .join(' || ')
  const stop = (node: AnyNode): string => {
    const stops = missing(node)
    return stops === '' ? '' : `if (${stops}) throw 0;\n`
  }
  const anew = (each: AnyNode): string => {
    switch (each.type) {
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        return text(each)
      case 'VariableDeclaration':
        return each.declarations.every(isInput)
          ? text(each)
          : each.declarations.map((one) => assign(one, stop, text)).join('\n')
      case 'ReturnStatement':
        return returned(each.argument, missing, text)
      default:
        // What it would leave behind is wrong, and nobody can say where: then nothing goes on.
        return stop(each) + text(each)
    }
  }
  let [guarded, done] = [`const ${flags} = { __proto__: null };`, 0]
  for (const each of statements) {
    guarded += body.slice(done, each.start) + anew(each)
    done = each.end
  }
  return guarded + body.slice(done)
}

/**
 * Which names came out without a value. A name that is not there yet is none of them, as one that only looks like it
 * may stand for a local one; nor is one whose value is undefined.
 */
const flags = '$none'

const flagOf = (name: string): string => `${flags}.${name}`

/** What a name looks at when it is called: a function may look at what is declared after it. */
function looksOf(statement: AnyNode): [string, Set<string>][] {
  if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration')
    return statement.id ? [[statement.id.name, usedIn(statement)]] : []
  if (statement.type !== 'VariableDeclaration') return []
  return statement.declarations.flatMap(({ id, init }) => {
    if (!init || !/Function|^ObjectExpression$/.test(init.type)) return []
    return patternNames(id).map((name): [string, Set<string>] => [name, usedIn(init)])
  })
}

type Declarator = VariableDeclaration['declarations'][number]

/** `const clients = $[0]` */
const isInput = ({ init }: Declarator): boolean =>
  init?.type === 'MemberExpression' && init.object.type === 'Identifier' && init.object.name === '$'

type Write = (node: AnyNode) => string

function assign({ id, init }: Declarator, stop: Write, text: Write): string {
  const names = patternNames(id)
  if (!init) return `let ${names.join(', ')};`
  const declared = `let ${names.join(', ')};`
  const set = `(${text(id)} = ${text(init)}\n)`
  // What another document leaves without a value throws nothing here.
  if (isUse(init))
    return `${declared} try { ${set} } catch {} ${names.map((name) => `${flagOf(name)} = ${name} === void 0;`).join(' ')}`
  const gone = names.map((name) => `${flagOf(name)} = `).join('')
  return `${declared} try { ${stop(init)}${set} } catch { ${gone}1 }`
}

/** `$use(0)` */
const isUse = (init: Expression): boolean =>
  init.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === '$use'

/**
 * Names alone: what an expectation repeats is of no use to a reader, and may have no value. A function is handed out
 * only where what it looks at is there.
 */
function returned(argument: ReturnStatement['argument'], missing: Write, text: Write): string {
  const properties = argument?.type === 'ObjectExpression' ? argument.properties : []
  const names = properties.flatMap((each) => {
    if (each.type !== 'Property' || !each.shorthand) return []
    const [name, stops] = [text(each), missing(each)]
    return stops === '' || stops === flagOf(name) ? name : `${name}: ${stops} ? void 0 : ${name}`
  })
  return `return { ${names.join(', ')} }`
}

/** With what the names that it names look at. */
function restsOn(node: AnyNode, looks: Map<string, Set<string>>): string[] {
  const found = usedIn(node)
  // A set is walked to what is added to it meanwhile.
  for (const name of found) for (const other of looks.get(name) ?? []) found.add(other)
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

/** Those that may come out without a value. */
const namesOf = ({ declarations }: VariableDeclaration): string[] =>
  declarations.flatMap((each) => (isInput(each) ? [] : patternNames(each.id)))

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
