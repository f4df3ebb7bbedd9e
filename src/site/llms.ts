import type { Counts } from './counts.ts'

/** A page as the map of the site lists it. */
export interface ListedPage {
  id: string
  title: string
  description: string
}

const sections = [
  ['Report', 'report'],
  ['Decisions', 'adrs'],
  ['Calculations', 'calculations'],
  ['Services', 'services'],
  ['Guides', 'guides'],
  ['Reference', 'reference'],
  ['Handbook', 'handbook'],
] as const

/** A map of the site for language models, in the form of llmstxt.org; `link` gives the address of a page. */
export function writeMap(
  pages: ListedPage[],
  counts: Counts,
  link: (id: string) => string,
): string {
  const sorted = [...pages].sort((a, b) => (a.id < b.id ? -1 : 1))
  const { standings, claims } = counts
  return [
    '# Holdfast',
    '',
    '> Architecture decisions whose numbers are checked: every number in these pages is computed, measured or cited, and asserted before it is published.',
    '',
    `${claims} claims; ${standings.holds + standings.refuted} of them hold. All of them as data: ${link('evidence.json')}`,
    ...sections.flatMap(([title, folder]) => {
      const found = sorted.filter(({ id }) => id === folder || id.startsWith(`${folder}/`))
      const lines = found.map((page) => `- [${page.title}](${link(page.id)}): ${page.description}`)
      return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines]
    }),
    '',
  ].join('\n')
}
