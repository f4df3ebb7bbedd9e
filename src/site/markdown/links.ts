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
  visit(tree, ['link', 'definition'], (node) => {
    if (node.type === 'link' || node.type === 'definition') node.url = rewrite(node.url, page)
  })
}

function rewrite(url: string, page: Page): string {
  const { base } = page.settings
  if (url.startsWith('/') && !url.startsWith('//')) return posix.join(base, url)
  if (url === '' || /^([a-z][a-z+.-]*:|\/\/|#)/i.test(url)) return url
  const [written = '', fragment] = url.split('#')
  const path = posix.join(posix.dirname(page.path), decodeURI(written))
  const target = pageAddress(base, path)
  const place = fragment === undefined ? '' : `#${fragment}`
  if (target !== null && existsSync(join(page.root, path))) return target + place
  if (!existsSync(join(page.root, path))) return url
  return (sourceAddress(page.settings, path) ?? url) + place
}
