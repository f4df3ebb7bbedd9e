import { findNumerals } from '../../quantity/numeral.ts'
import { numeralLike } from '../../quantity/write.ts'
import type { Knob, LivePage } from './page.ts'
import { replaceNumerals, wordsOf } from './read.ts'

interface Heard {
  /** An input has another value. */
  moved: () => void
  /** The reader has let it go. */
  settled: () => void
}

/** The rows of the panel: a text and its sliders for each input. */
export function controlsOf(panel: HTMLElement, page: LivePage, { moved, settled }: Heard) {
  const rows = page.knobs.flatMap((knob) => {
    const element = panel.querySelector<HTMLElement>(`[data-key="${CSS.escape(knob.input.key)}"]`)
    return element ? [new Row(element, knob)] : []
  })
  const reset = panel.querySelector<HTMLButtonElement>('.live-reset')

  function turn(row: Row, text: string): void {
    const problem = page.turn(row.knob, text)
    row.complain(problem)
    if (reset) reset.hidden = page.turned().length === 0
    if (problem === null) moved()
  }

  function put(row: Row, text: string): void {
    row.text.value = text
    row.placeSliders()
    turn(row, text)
  }

  panel.addEventListener('input', ({ target }) => {
    const row = rows.find(({ element }) => target instanceof Node && element.contains(target))
    if (!row || !(target instanceof HTMLInputElement)) return
    if (target.type === 'range') row.text.value = row.dragged(target)
    else row.placeSliders()
    turn(row, row.text.value)
  })
  panel.addEventListener('change', settled)
  reset?.addEventListener('click', () => {
    for (const row of rows) put(row, row.knob.input.text)
    settled()
    rows[0]?.text.focus()
  })

  return {
    /** Takes what an address holds. */
    restore(asked: URLSearchParams): void {
      for (const row of rows) {
        const text = asked.get(row.knob.input.key)
        if (text !== null) put(row, text)
      }
    },
  }
}

class Row {
  readonly element: HTMLElement
  readonly knob: Knob
  readonly text: HTMLInputElement
  readonly #sliders: HTMLInputElement[]

  constructor(element: HTMLElement, knob: Knob) {
    this.element = element
    this.knob = knob
    const [text, ...sliders] = element.querySelectorAll('input')
    if (!text) throw new Error('a row without its text')
    this.text = text
    this.#sliders = sliders
  }

  /** The text with the number where the slider stands; of a range, the other end gives way. */
  dragged(slider: HTMLInputElement): string {
    const at = this.#sliders.indexOf(slider)
    const numbers = this.#sliders.map((each) => numberAt(each, this.knob.input.text))
    const moved = numbers[at] ?? 0
    if (at === 0 && (numbers[1] ?? moved) < moved) numbers[1] = moved
    if (at === 1 && (numbers[0] ?? moved) > moved) numbers[0] = moved
    const { text: original } = this.knob.input
    const text = replaceNumerals(original, (numeral, place) =>
      numeralLike(original, numeral, (numbers[place] ?? Number.NaN) * numeral.scale),
    )
    this.placeSliders(text, slider)
    return text
  }

  /** The sliders follow the text; the one in the reader's hand stays, though its number was rounded. */
  placeSliders(text = this.text.value, held?: HTMLInputElement): void {
    const numerals = findNumerals(text)
    const isLike = wordsOf(text) === wordsOf(this.knob.input.text)
    for (const [at, slider] of this.#sliders.entries()) {
      const { value = 0, scale = 1 } = numerals[at] ?? {}
      if (isLike && slider !== held) slider.value = String(placeOf(slider, value / scale))
      slider.setAttribute('aria-valuetext', text)
    }
    this.element.toggleAttribute('data-turned', text !== this.knob.input.text)
  }

  complain(problem: string | null): void {
    const note = this.element.querySelector<HTMLElement>('.live-note')
    this.text.setAttribute('aria-invalid', String(problem !== null))
    if (note) note.textContent = problem ?? note.dataset.note ?? ''
  }
}

/** From a tenth to tenfold; whole numbers stay whole as far as their size allows. */
function numberAt({ dataset, value }: HTMLInputElement, original: string): number {
  const from = Number(dataset.from)
  if (dataset.scale === 'share') return Number(value)
  if (value === '0') return from
  const number = from * 10 ** (Number(value) / 100)
  const isWhole = Number.isInteger(from) && number >= 1 && !/\d\.\d/.test(original)
  const rounded = Number(number.toPrecision(3))
  return isWhole && number < 100 && from >= 3 ? Math.round(rounded) : rounded
}

const placeOf = ({ dataset }: HTMLInputElement, number: number): number =>
  dataset.scale === 'share' ? number : Math.round(100 * Math.log10(number / Number(dataset.from)))
