import type { Live } from '../evidence/live.ts'
import type { Verdicts } from '../evidence/verdicts.ts'
import { findNumerals, type Numeral } from '../quantity/numeral.ts'
import type { Html } from './html.ts'
import { keysOf } from './live-documents.ts'
import { drawSways } from './live-sways.ts'

/** An input as the panel shows it. */
export interface Row {
  key: string
  id: string
  label: string
  text: string
  note: string
  sliders: Slider[]
  /** What it does to the page. */
  sways: Html | null
}

/** One for each number in the text. A share goes from nothing to all, anything else by its tenth to its tenfold. */
interface Slider {
  scale: 'share' | 'log'
  /** The number as it is written, without its scale. */
  from: number
  min: number
  max: number
  step: number
  value: number
  label: string
}

/** The page's own inputs, those of what it imports, and last those that stand inside of expressions. */
export function rowsOf(
  page: string,
  documents: Live[],
  verdicts: Verdicts | null,
): { title: string; rows: Row[] }[] {
  const ids = { count: 0 }
  const groups = documents.flatMap((live) => {
    const keys = keysOf(live, page)
    const rows = live.inputs.map((input, at) => ({
      isNamed: input.named,
      row: {
        ...rowOf(input, keys[at] ?? '', ids),
        sways: verdicts === null ? null : drawSways(verdicts, { path: live.path, input }),
      },
    }))
    const own = live.path === page
    return [
      {
        title: own ? '' : `From ${live.path}`,
        order: own ? 0 : 1,
        rows: rows.filter(({ isNamed }) => isNamed),
      },
      {
        title: own ? 'Numbers inside of expressions' : `Inside of expressions, ${live.path}`,
        order: own ? 2 : 3,
        rows: rows.filter(({ isNamed }) => !isNamed),
      },
    ]
  })
  return groups
    .filter(({ rows }) => rows.length > 0)
    .sort((a, b) => a.order - b.order)
    .map(({ title, rows }) => ({ title, rows: rows.map(({ row }) => row) }))
}

function rowOf(
  { name, text, origin }: Live['inputs'][number],
  key: string,
  ids: { count: number },
): Omit<Row, 'sways'> {
  ids.count += 1
  const label = inWords(name)
  const numerals = findNumerals(text)
  const which = numerals.length === 2 ? ['lower end', 'upper end'] : ['']
  return {
    key,
    id: `live-${ids.count}`,
    label,
    text,
    note:
      origin === null ? '' : `${origin.kind === 'assumed' ? 'Assumed' : 'Source'}: ${origin.text}`,
    sliders: numerals.flatMap((numeral, at) => {
      const slider = sliderOf(text, numeral)
      return slider === null ? [] : [{ ...slider, label: `${label} ${which[at] ?? ''}`.trim() }]
    }),
  }
}

function sliderOf(text: string, { value, scale, end }: Numeral): Omit<Slider, 'label'> | null {
  const from = value / scale
  if (!(from > 0)) return null
  const isShare = from <= 100 && /^\s*(%|percent)/.test(text.slice(end))
  return isShare
    ? { scale: 'share', from, min: 0, max: 100, step: 1, value: from }
    : { scale: 'log', from, min: -100, max: 100, step: 1, value: 0 }
}

/** `opTimeRange` → `op time range`, as prose would say it. */
const inWords = (name: string): string =>
  name.replace(
    /([a-z\d])([A-Z])/g,
    (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`,
  )
