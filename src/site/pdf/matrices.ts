import { readFileSync } from 'node:fs'
import type { DecisionMatrix, DrawnDecision } from '../../evidence/verdicts.ts'
import { plain, printScore, sayMargin } from '../plots/matrix-words.ts'
import { call, type Typst, words } from './typst.ts'

/**
 * A record's decision matrix as one table: an option in each row, its scores below their criteria, and its total as a bar
 * of what these give. Scores and totals are text; the bars only repeat them.
 */
export function printMatrix({ title, matrix }: DrawnDecision, caption: Typst): Typst {
  const { criteria, options } = matrix
  const most = Math.max(...options.map(({ total }) => total ?? 0))
  const head = [
    words('Option'),
    ...criteria.map(
      ({ name, weight }, at) =>
        `${swatch(at)} ${words(`${plain(name)}, ${weight.text.replace(' ', '\u00a0')}`)}`,
    ),
    words('Weighted total'),
  ]
  const rows = options.map(({ name, total }, at) => {
    const isChosen = matrix.chosen.includes(at)
    const shown = words(plain(name) + (isChosen ? ' (chosen)' : ''))
    return [
      isChosen ? call('strong', {}, shown) : shown,
      ...criteria.map(({ scores }) => words(scores[at]?.text ?? '')),
      `${barOf(matrix, at, most)}${words(printScore(total))}`,
    ]
  })
  const columns = ['1fr', ...criteria.map(({ name }) => widthOf(name)), `${barWidth + 12}mm`]
  const cells = rows.map((row) => row.map((cell) => `[${cell}]`).join(', '))
  const table = `{ show table.cell.where(y: 0): set text(size: 8pt); table(columns: (${columns.join(', ')}), align: left + horizon, table.header(${head.map((cell) => `[${cell}]`).join(', ')}), ${cells.join(', ')}) }`
  return `#figure(kind: table, supplement: none, numbering: none, ${table}, caption: [${caption}${words(`. ${title}. ${sayMargin(matrix)}`)}]);`
}

/** Of the greatest total, in mm. */
const barWidth = 28

/** Its longest word is not parted. */
function widthOf(criterion: string): Typst {
  const longest = Math.max(...criterion.split(/\s/).map(({ length }) => length))
  return `${Math.max(20, longest * 1.6 + 4).toFixed(1)}mm`
}

function barOf({ criteria }: DecisionMatrix, option: number, most: number): Typst {
  const parts = criteria.map(({ weight, scores }, at) => {
    const part = (weight.value ?? 0) * (scores[option]?.value ?? 0)
    return most > 0 && part > 0 ? rectangle(at, `${((part / most) * barWidth).toFixed(2)}mm`) : ''
  })
  return parts.every((part) => part === '')
    ? ''
    : `#box(baseline: 0.4mm, stack(dir: ltr, ${parts.filter((part) => part !== '').join(', ')}));#h(1.5mm);`
}

const swatch = (criterion: number): Typst => `#box(${rectangle(criterion, '2mm', '2mm')});`

const rectangle = (criterion: number, width: string, height = '3mm'): Typst =>
  `rect(width: ${width}, height: ${height}, fill: rgb("${colourOf(criterion)}"), stroke: none)`

let colours: Map<string, string> | null = null

/** The colour that the site gives a criterion by day: `.criterion-0 { fill: light-dark(#0c5650, …) }`. */
function colourOf(criterion: number): string {
  colours ??= new Map(
    [
      ...readFileSync(new URL('../styles/pictures.css', import.meta.url), 'utf8').matchAll(
        /\.criterion-(\d) \{\s*fill: light-dark\((#\w{6}),/g,
      ),
    ].map(([, at = '', colour = '']) => [at, colour]),
  )
  const colour = colours.get(String(criterion % 6))
  if (colour === undefined) throw new Error(`no colour for criterion ${criterion} in pictures.css`)
  return colour
}
