import type { Image, ImageReference, Link, Parents } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { report } from '../message/message.ts'
import { nearest } from '../message/nearest.ts'
import type { Plot } from './document.ts'
import type { Source } from './read.ts'
import { placeOf, spanOf } from './span.ts'

const scheme = 'plot'
const isPlot = (url: string): boolean => url.startsWith(`${scheme}:`)

/** `![Delivery times](plot:delivery)`, alone in its paragraph → the plot; null for any other image. */
export function readPlot(source: Source, node: Image, parents: Parents[]): Plot | null {
  const span = spanOf(node)
  const place = placeOf(source.path, span)
  if (!isPlot(node.url)) {
    refuseNearMiss(source, node)
    return null
  }
  const [name = '', ...members] = node.url.slice(scheme.length + 1).split('.')
  if (![name, ...members].every((part) => /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(part)))
    source.problems.push(report('plot-name', place, { written: node.url }))
  else if ((node.alt ?? '').trim() === '')
    source.problems.push(report('plot-words', place, { written: node.url }))
  else if (!isAlone(node, parents))
    source.problems.push(report('plot-place', place, { written: node.url }))
  else return { span, words: node.alt ?? '', name, member: members.join('.') }
  return null
}

function isAlone(node: Image, parents: Parents[]): boolean {
  const parent = parents.at(-1)
  return parent?.type === 'paragraph' && parent.children.every((child) => child === node)
}

/** A link leads nowhere, and a reference hides what is drawn. */
export function refuseUnplotted(source: Source, node: Link | ImageReference, url: string): void {
  if (!isPlot(url)) return
  const words = node.type === 'link' ? textOf(node) : (node.alt ?? '')
  source.problems.push(
    report('plot-link', placeOf(source.path, spanOf(node)), { written: url, words }),
  )
}

const commonSchemes = ['http', 'https', 'data', 'file']

function refuseNearMiss(source: Source, node: Image): void {
  const written = node.url.match(/^([a-z][\w+.-]*):/i)?.[1]
  if (written === undefined || commonSchemes.includes(written.toLowerCase())) return
  const meant = /^(figure|chart|graph|draw)$/i.test(written) ? scheme : nearest(written, [scheme])
  if (meant !== null)
    source.problems.push(
      report('plot-scheme', placeOf(source.path, spanOf(node)), { written, meant }),
    )
}
