import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { Verdicts } from '../../evidence/verdicts.ts'
import { drawDate } from '../dates.ts'
import type { SiteSettings } from '../settings.ts'
import { readAllVerdicts } from '../verdicts.ts'
import { printBlocks } from './blocks.ts'
import { type Chapter, readChapter } from './chapter.ts'
import { call, labelOf, quoted, type Typst, words } from './typst.ts'

const folder = 'src/content/docs/report'

/** The whole report as one Typst document; null where there is none. */
export async function printBook(root: string, settings: SiteSettings): Promise<Typst | null> {
  const chapters = readChapters(root, settings)
  const [first] = chapters
  if (first === undefined) return null
  const bodies: Typst[] = []
  for (const chapter of chapters) bodies.push(await printChapter(chapter))
  return [
    frontMatter(first),
    titlePage(first),
    contents,
    ...bodies,
    printMethod(root, chapters),
  ].join('\n\n')
}

function readChapters(root: string, settings: SiteSettings): Chapter[] {
  const paths = globSync('**/*.md', { cwd: join(root, folder) })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((path) => !/\/_[^/]*$/.test(path))
  const { origin, base } = settings
  const published = origin === null ? null : (origin.replace(/\/$/, '') + base).replace(/\/$/, '')
  return paths
    .map((path) => readChapter(root, path, { book: new Set(paths), published }))
    .toSorted((a, b) => a.order - b.order || (a.path < b.path ? -1 : 1))
}

/** Chapters follow each other on the page: most of it would else stay empty behind a short one. */
const chapterBreak: Typst = '#v(2.2em, weak: true);'

async function printChapter(chapter: Chapter): Promise<Typst> {
  const body = await printBlocks(chapter.tree.children, chapter)
  return `${chapterBreak}\n${call('heading', { level: '1' }, words(chapter.title))} <${labelOf(chapter.path)}>\n\n${body}`
}

const frontMatter = ({ title, description }: Chapter): Typst => `
#set document(title: ${quoted(title)}, description: ${quoted(description)}, author: "Holdfast", date: auto)
#set text(lang: "en", font: "Libertinus Serif", size: 10.5pt, fill: rgb("#16211f"), hyphenate: true)
#set page(paper: "a4", margin: (x: 24mm, top: 20mm, bottom: 22mm), numbering: "1")
#set par(justify: true, leading: 0.62em, spacing: 1.05em)
#set heading(numbering: "1.1")
#set table(stroke: (x, y) => (bottom: 0.4pt + rgb("#dedad0")), inset: (x: 5pt, y: 5pt))
#set footnote.entry(gap: 0.35em)
#show footnote.entry: set text(size: 7.6pt)
#show title: set text(size: 27pt, weight: "bold")
#show heading: set text(fill: rgb("#0c5650"))
#show heading.where(level: 1): set text(size: 18pt)
#show heading: set block(above: 1.3em, below: 0.7em)
#show link: set text(fill: rgb("#0c5650"))
#show table: set text(size: 9pt, hyphenate: false)
#show table: set par(justify: false)
#show table.cell.where(y: 0): strong
#show raw.where(block: true): block.with(fill: rgb("#f3f1ea"), inset: 8pt, radius: 3pt, width: 100%)
#show raw: set text(size: 8.2pt)
#show figure.caption: set text(size: 9pt, fill: rgb("#56625f"))
#show figure.where(kind: table): set figure.caption(separator: none)
#show figure.where(kind: table): it => { show figure.caption: set align(left); it }
#show quote: set text(fill: rgb("#2c3836"))`

/** What a claim is worth is told by its footnote; the title page says how to read them. */
function titlePage({ title, description, verdicts }: Chapter): Typst {
  const commit = verdicts?.commit ?? null
  return `#page(numbering: none)[
#v(1fr)
#text(size: 11pt, fill: rgb("#0c5650"), tracking: 0.08em)[${words('HOLDFAST')}]
#v(0.6em)
#title()
#v(0.4em)
#text(size: 13pt, fill: rgb("#56625f"))[${words(description)}]
#v(2fr)
${words('Every number in this report is a claim that was checked before it was printed. Its footnote says how: given, calculated, derived from measurements, or measured; what came out; and what the stated number accepts. Numbers in purple are refuted: they stand here because somebody stated them, and the footnote has what holds instead.')}
#v(1em)
#text(fill: rgb("#56625f"))[${words(commit === null ? title : `Printed from commit ${commit.slice(0, 12)}.`)}]
#v(1fr)
]`
}

const contents: Typst = '#outline(depth: 2, title: [Contents])\n\n#pagebreak();'

/** Which experiments stand behind the claims of the report, where they ran, and how often. */
function printMethod(root: string, chapters: Chapter[]): Typst {
  const heading = `${chapterBreak}\n${call('heading', { level: '1' }, words('How this was measured'))}`
  const behind = new Set(
    chapters.flatMap(({ verdicts }) =>
      (verdicts?.claims ?? []).flatMap(({ experiments }) => experiments.map(({ path }) => path)),
    ),
  )
  const rows = readAllVerdicts(root).flatMap(({ path, experiments }) =>
    behind.has(path) ? rowsOf(path, experiments) : [],
  )
  if (rows.length === 0)
    return `${heading}\n\n${words('Nothing has been measured yet: what rests on measurements is untested.')}`
  const text = words(
    'Each experiment starts a real service and drives it over real sockets from processes of their own. It runs until three runs are valid; a run in which the driver itself came late is void and says so. What is claimed is the median. Claims about larger machines are derived, and marked so.',
  )
  const head = ['Experiments', 'In lines', 'Valid runs', 'Measured', 'Machine']
  const cells = [head, ...rows].map((row) => row.map((cell) => `[${words(cell)}]`).join(', '))
  const [first, ...others] = cells
  return `${heading}\n\n${text}\n\n#table(columns: (2.6fr, 2fr, 1.1fr, 1.3fr, 2.6fr), table.header(${first}), ${others.join(', ')});`
}

/** Experiments of one document that ran as often, on the same day and machine, share a row. */
function rowsOf(path: string, experiments: Verdicts['experiments']): string[][] {
  const groups = new Map<string, { lines: number[]; rest: string[] }>()
  for (const { line, validRuns, voidRuns, measuredAt, machine } of experiments) {
    if (measuredAt === null) continue
    const runs = `${validRuns} each${voidRuns === 0 ? '' : `, ${voidRuns} void`}`
    const rest = [runs, drawDate(measuredAt), machine ?? '']
    const group = groups.get(rest.join('|')) ?? { lines: [], rest }
    group.lines.push(line)
    groups.set(rest.join('|'), group)
  }
  return [...groups.values()].map(({ lines, rest }) => [path, lines.join(', '), ...rest])
}
