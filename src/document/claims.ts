import type { Definition, Link, LinkReference, Parents } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { report } from '../message/message.ts'
import type { Claim, ClaimScheme, Plot, Span, Uncounted } from './document.ts'
import { readPlot, refuseUnplotted } from './plots.ts'
import type { Source } from './read.ts'
import {
  isOurs,
  ourSchemes,
  refuseHtml,
  refuseImage,
  refuseNearMiss,
  refuseUnparsed,
} from './refused-links.ts'
import { surroundings } from './sentence.ts'
import { placeOf, spanOf } from './span.ts'
import { eachNode, nodesOf } from './tree.ts'

interface Found {
  claims: Claim[]
  uncounted: Uncounted[]
  plots: Plot[]
}

/** Every claim, every plot and every exempted number of the document, in reading order. */
export function readClaims(source: Source): Found {
  const found: Found = { claims: [], uncounted: [], plots: [] }
  const definitions = readDefinitions(source)
  const used = new Set<string>()
  eachNode(source.tree, (node, parents) => {
    if (node.type === 'link') addLink(source, found, { node, parents, ...node })
    else if (node.type === 'linkReference') {
      const definition = definitions.get(node.identifier)
      used.add(node.identifier)
      if (definition)
        addLink(source, found, { node, parents, url: definition.url, title: definition.title })
    } else if (node.type === 'image') {
      refuseImage(source, node, node.url)
      const plot = readPlot(source, node, parents)
      if (plot) found.plots.push(plot)
    } else if (node.type === 'imageReference') {
      const url = definitions.get(node.identifier)?.url ?? ''
      used.add(node.identifier)
      refuseImage(source, node, url)
      refuseUnplotted(source, node, url)
    } else if (node.type === 'text') refuseUnparsed(source, node)
    else if (node.type === 'html') refuseHtml(source, node)
  })
  for (const [label, definition] of definitions)
    if (isOurs(definition.url) && !used.has(label))
      source.problems.push(
        report('reference-unused', placeOf(source.path, spanOf(definition)), {
          label: definition.label ?? label,
        }),
      )
  return found
}

interface LinkUse {
  node: Link | LinkReference
  parents: Parents[]
  url: string
  title?: string | null | undefined
}

function addLink(source: Source, found: Found, link: LinkUse): void {
  const scheme = link.url.match(/^([a-z][\w+.-]*):/i)?.[1]
  if (scheme === undefined) return
  const span = spanOf(link.node)
  const textSpan = spanOfText(link.node)
  if (!ourSchemes.includes(scheme)) {
    if (link.node.type === 'link') refuseUnplotted(source, link.node, link.url)
    refuseNearMiss(source, textSpan, scheme)
    return
  }
  if (source.text[span.offset] === '<') {
    source.problems.push(
      report('claim-autolink', placeOf(source.path, span), { written: link.url }),
    )
    return
  }
  const text = textOf(link.node)
  if (scheme === 'uncounted')
    addUncounted(source, found, { span, textSpan, text, reason: link.title ?? '' })
  else addClaim(source, found, { link, span, textSpan, text, scheme: scheme as ClaimScheme })
}

function addUncounted(source: Source, found: Found, uncounted: Uncounted): void {
  if (!/\p{L}{2}/u.test(uncounted.reason))
    source.problems.push(report('uncounted-reason', placeOf(source.path, uncounted.textSpan), {}))
  found.uncounted.push(uncounted)
}

interface ClaimParts {
  link: LinkUse
  span: Span
  textSpan: Span
  text: string
  scheme: ClaimScheme
}

function addClaim(source: Source, found: Found, parts: ClaimParts): void {
  const { link, scheme, ...spans } = parts
  const written = link.url.slice(scheme.length + 1)
  const [name = '', ...members] = written.split('.')
  if (![name, ...members].every((part) => /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(part))) {
    source.problems.push(report('claim-name', placeOf(source.path, parts.textSpan), { written }))
    return
  }
  found.claims.push({
    ...spans,
    scheme,
    name,
    member: members.join('.'),
    title: (link.title ?? '').trim(),
    ...surroundings(link.node, link.parents),
  })
}

/** The text between the brackets: from the first child to the last, or the place behind `[` where there is none. */
function spanOfText(node: Link | LinkReference): Span {
  const first = node.children[0]
  const last = node.children.at(-1)
  const whole = spanOf(node)
  if (!first || !last) return { ...whole, column: whole.column + 1, offset: whole.offset + 1 }
  const start = spanOf(first)
  const end = spanOf(last)
  return { ...start, endLine: end.endLine, endColumn: end.endColumn, endOffset: end.endOffset }
}

/** The definitions by label; of two with one label the first counts, as in Markdown, and the second is reported. */
function readDefinitions(source: Source): Map<string, Definition> {
  const definitions = new Map<string, Definition>()
  for (const node of nodesOf(source.tree, 'definition')) {
    const first = definitions.get(node.identifier)
    if (first) {
      const detail = { label: node.label ?? node.identifier, first: spanOf(first).line }
      source.problems.push(report('reference-doubled', placeOf(source.path, spanOf(node)), detail))
    } else definitions.set(node.identifier, node)
  }
  return definitions
}
