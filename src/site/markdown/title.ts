import type { Root } from 'mdast'
import { findTitle } from '../page-head.ts'
import type { Page } from './page.ts'

/** The page's frame shows the title; the heading that it was read from would show it twice. */
export function removeTitle(tree: Root, page: Page): void {
  const statedAbove = page.linesAbove > 0
  const heading = statedAbove ? null : findTitle(tree)
  if (heading !== null) tree.children.splice(tree.children.indexOf(heading), 1)
}
