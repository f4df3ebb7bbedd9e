import { posix } from 'node:path'
import type { Compiled } from '../compile/compile.ts'
import type { Input } from '../compile/program.ts'
import { placeOf, spanOf } from '../document/span.ts'
import { eachNode } from '../document/tree.ts'
import { type Message, report } from '../message/message.ts'
import { namesOf } from './origin.ts'

type Documents = Map<string, Compiled>

/** What stands in the documents and leads to nothing: inputs without an origin or a use, pages without a statement. */
export function unaccounted(documents: Documents): Message[] {
  const reached = reachedNames(documents)
  return [...documents.values()].flatMap((compiled) => {
    const links = bareLinks(compiled)
    const inputs = writtenInputs(compiled)
    const origins = [
      ...inputs.flatMap((input) => withoutOrigin(compiled, input)),
      ...emptyExperiments(compiled),
    ]
    // Where a claim could not be read, it has a message, and nobody knows what it would have used.
    if (links.length > 0 || compiled.document.problems.length > 0) return [...links, ...origins]
    return [
      ...pageWithoutClaims(compiled),
      ...origins,
      ...inputs.flatMap((input) => withoutUse(compiled, input, reached)),
    ]
  })
}

/** `[38](pool)` is a link to a file, and reads as a citation. */
function bareLinks(compiled: Compiled): Message[] {
  const { document, whole, recorded } = compiled
  const measured = [...recorded.values()].flat()
  const known = new Set(namesOf(compiled))
  const derived = new Set(whole.names.map(({ name }) => name))
  for (const { name } of compiled.calculation.names) derived.delete(name)
  const messages: Message[] = []
  eachNode(document.tree, (node) => {
    if (node.type !== 'link' && node.type !== 'definition') return
    const [name = ''] = node.url.split('.')
    if (!known.has(name) || /[/#:]/.test(node.url)) return
    const scheme = measured.includes(name) ? 'measured' : derived.has(name) ? 'derived' : 'calc'
    const text = node.type === 'link' ? (node.children[0] ?? node) : node
    messages.push(
      report('claim-bare', placeOf(document.path, spanOf(text)), { url: node.url, name, scheme }),
    )
  })
  return messages
}

/** The weights of a decision matrix stand in a table, and rules of their own hold for them. */
const writtenInputs = ({ document, whole }: Compiled): Input[] =>
  whole.inputs.filter((input) =>
    document.fences.some(
      ({ span }) => span.line < input.span.line && input.span.line <= span.endLine,
    ),
  )

function pageWithoutClaims({ document, whole }: Compiled): Message[] {
  const { kind, path, claims } = document
  const isEmpty = claims.length === 0 && whole.expectations.length === 0
  return kind === 'calculation' && isEmpty && !whole.unreadable
    ? [report('page-without-claims', { path, line: 1, column: 1 }, {})]
    : []
}

const emptyExperiments = ({ document, scopes, recorded }: Compiled): Message[] =>
  scopes.flatMap(({ fence, program }) =>
    !program.unreadable && recorded.get(fence.span.line)?.length === 0
      ? [report('experiment-empty', placeOf(document.path, fence.span), {})]
      : [],
  )

const withoutOrigin = ({ document }: Compiled, input: Input): Message[] =>
  input.origin === null
    ? [report('origin-missing', placeOf(document.path, input.span), { input: nameOf(input) })]
    : []

/** An input that initialises no const is named by its text. */
const nameOf = ({ name, kind, text, within }: Input): string =>
  within?.includes(name) ? name : `${kind}('${text}')`

function withoutUse({ document, whole }: Compiled, input: Input, reached: Set<string>): Message[] {
  const { path } = document
  const { span, within } = input
  const isExpected = whole.expectations.some(({ expression }) => expression?.line === span.line)
  const isUsed = within === null || within.some((each) => reached.has(keyOf(path, each)))
  return isExpected || isUsed
    ? []
    : [report('input-dead', placeOf(path, span), { input: nameOf(input) })]
}

const keyOf = (path: string, name: string): string => `${path} ${name}`

/** Every name that some claim, expectation or running fence mentions, and what these rest on, through imports too. */
function reachedNames(documents: Documents): Set<string> {
  const reached = new Set<string>()
  const queue = [...documents].flatMap(([path, compiled]) =>
    statedNames(compiled).map((name) => ({ path, name })),
  )
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { path, name } = next
    if (reached.has(keyOf(path, name))) continue
    reached.add(keyOf(path, name))
    const { whole } = documents.get(path) ?? {}
    const uses = whole?.names.find((each) => each.name === name)?.uses ?? []
    queue.push(...uses.map((use) => ({ path, name: use })))
    for (const { names, from, isDocument } of whole?.imports ?? [])
      for (const { local, imported } of isDocument ? names : [])
        if (local === name)
          queue.push({ path: posix.join(posix.dirname(path), from), name: imported })
  }
  return reached
}

function statedNames({ document, whole, scopes }: Compiled): string[] {
  const running = scopes.filter(
    ({ fence: { use } }) => use.use === 'measured' || use.use === 'throws',
  )
  return [
    ...document.claims.map(({ name }) => name),
    ...whole.expectations.flatMap(({ name, uses }) => [...(name === null ? [] : [name]), ...uses]),
    ...whole.guards,
    ...running.flatMap(({ program }) => program.mentions),
  ]
}
