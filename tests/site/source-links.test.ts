import { toString as textOf } from 'mdast-util-to-string'
import { expect, test } from 'vitest'
import { parseMarkdown } from '../../src/document/markdown.ts'
import { nodesOf } from '../../src/document/tree.ts'
import { drawLinks } from '../../src/site/markdown/links.ts'
import type { SiteSettings } from '../../src/site/settings.ts'
import { repository } from '../project/project.ts'

const text =
  'The [checker](../src/cli.ts#main), [a record](001-documents-are-modules.md), [none](gone.ts).\n\n' +
  'Again the [checker][c], and [a record][r].\n\n[c]: ../src/cli.ts\n[r]: 001-documents-are-modules.md'

/** Where the links of a record lead, and what a reader sees. */
function drawn(of: string | null): { urls: string[]; words: string } {
  const settings: SiteSettings = {
    base: '/',
    origin: null,
    preview: false,
    repository: of,
    branch: 'main',
    outDir: 'dist',
  }
  const tree = parseMarkdown(text)
  drawLinks(tree, { root: repository, path: 'adrs/a.md', linesAbove: 0, settings, verdicts: null })
  const urls = [...nodesOf(tree, 'link'), ...nodesOf(tree, 'definition')].map(({ url }) => url)
  return { urls, words: textOf(tree) }
}

test('a link to a file of the project leads to its source, or nowhere where no source can be seen', () => {
  const words = 'The checker, a record, none.Again the checker, and a record.'
  expect(drawn('https://example.org/team/repo')).toEqual({
    urls: [
      'https://example.org/team/repo/blob/main/src/cli.ts#main',
      '/adrs/001-documents-are-modules/',
      'gone.ts',
      'https://example.org/team/repo/blob/main/src/cli.ts',
      '/adrs/001-documents-are-modules/',
    ],
    words,
  })
  expect(drawn(null)).toEqual({
    urls: ['/adrs/001-documents-are-modules/', 'gone.ts', '/adrs/001-documents-are-modules/'],
    words,
  })
})
