import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { pageAddress } from '../address.ts'
import { sourceAddress } from '../settings.ts'
import type { Page } from './page.ts'

/**
 * A link between files becomes a link between pages, and a link to a file that is no page one to its
 * source: `../calculations/chat.md#load` → `/repo/calculations/chat/#load`.
 */
export function drawLinks(tree: Root, page: Page): void {
  const nowhere = new Set<string>()
  visit(tree, 'definition', (node, index, parent) => {
    const url = rewrite(node.url, page)
    if (url !== null) node.url = url
    else if (parent && index !== undefined) {
      nowhere.add(node.identifier)
      parent.children.splice(index, 1)
      return index
    }
    return
  })
  visit(tree, (node, index, parent) => {
    if (node.type !== 'link' && node.type !== 'linkReference') return
    const url = node.type === 'link' ? rewrite(node.url, page) : null
    if (url !== null && node.type === 'link') node.url = url
    else if (node.type === 'linkReference' && !nowhere.has(node.identifier)) return
    else if (parent && index !== undefined) {
      parent.children.splice(index, 1, ...node.children)
      return index
    }
    return
  })
}

/** Null for a file of a project whose sources are nowhere to be seen: its name stays, and leads nowhere. */
function rewrite(url: string, page: Page): string | null {
  const { base } = page.settings
  if (url.startsWith('/') && !url.startsWith('//')) return posix.join(base, url)
  if (url === '' || /^([a-z][a-z+.-]*:|\/\/|#)/i.test(url)) return url
  const [written = '', fragment] = url.split('#')
  const path = posix.join(posix.dirname(page.path), decodeURI(written))
  const target = pageAddress(base, path)
  const place = fragment === undefined ? '' : `#${fragment}`
  if (target !== null && existsSync(join(page.root, path))) return target + place
  if (!existsSync(join(page.root, path))) return url
  const source = sourceAddress(page.settings, path)
  return source === null ? null : source + place
}
