import { noteOn } from './cards.ts'
import type { Shown } from './outcome.ts'

/** More would be a list that nobody reads; all of them are marked where they stand. */
const mostListed = 12

/** The claims of the page as its reader sees them: their numbers, their signs, their cards. */
export function claimsOnPage(panel: HTMLElement) {
  const known = new Map<string, ClaimOnPage | null>()
  const news = panel.querySelector<HTMLElement>('.live-news')
  const count = panel.querySelector<HTMLElement>('.live-count')
  const signs = [
    ...(panel.querySelector<HTMLTemplateElement>('.live-signs')?.content.children ?? []),
  ]
  const claimOf = (anchor: string): ClaimOnPage | null => {
    if (!known.has(anchor)) {
      const element = document.getElementById(anchor)
      known.set(anchor, element && new ClaimOnPage(element, signs))
    }
    return known.get(anchor) ?? null
  }
  return {
    show: (shown: Shown) => claimOf(shown.claim.anchor)?.show(shown),
    /** Says what has become of the page. */
    tell(turned: number): void {
      const all = [...known.values()].filter((each) => each !== null)
      const broken = all.filter(({ state }) => state === 'broken')
      const moved = all.filter(({ state }) => state === 'moved').length
      const words = turned === 0 ? '' : `${moved} moved, ${broken.length} broken`
      if (count) count.textContent = words
      if (!news) return
      news.textContent = words
      const list = document.createElement('ul')
      list.append(...broken.slice(0, mostListed).map((each) => each.line()))
      if (broken.length > 0) news.append(list)
    },
  }
}

class ClaimOnPage {
  state: 'broken' | 'moved' | '' = ''
  readonly #element: HTMLElement
  readonly #text: Element | null
  readonly #button: Element | null
  readonly #signs: Element[]
  /** As the page was built. */
  readonly #before: { text: Node[]; sign: Node[]; label: string; standing: string }
  #said = ''

  constructor(element: HTMLElement, signs: Element[]) {
    this.#element = element
    this.#text = element.querySelector('.claim-text')
    this.#button = element.querySelector('.claim-sign')
    this.#signs = signs
    this.#before = {
      text: [...(this.#text?.childNodes ?? [])],
      sign: [...(this.#button?.childNodes ?? [])],
      label: this.#button?.ariaLabel ?? '',
      standing: element.dataset.standing ?? '',
    }
  }

  show({ claim, holds, isBroken, text, value, leftAt }: Shown): void {
    const { dataset } = this.#element
    this.state = isBroken ? 'broken' : text === claim.text && holds ? '' : 'moved'
    const isAsBuilt = this.state === ''
    const left =
      leftAt === null ? '' : `, ${isBroken ? 'broken' : 'no longer as stated'} from ${leftAt} on`
    this.#said = `now ${value}${left}`
    dataset.live = this.state
    dataset.standing = isBroken ? 'fails' : this.#before.standing
    this.#text?.replaceChildren(...(isAsBuilt ? this.#before.text : [text]))
    const sign = this.#signs[isBroken ? 0 : 1]?.cloneNode(true)
    if (!claim.given || isAsBuilt)
      this.#button?.replaceChildren(...(isAsBuilt || !sign ? this.#before.sign : [sign]))
    const label = `${isBroken ? 'Broken' : 'Moved'}, ${this.#said}: show the evidence`
    if (this.#button) this.#button.ariaLabel = isAsBuilt ? this.#before.label : label
    dataset.said = isAsBuilt ? '' : `With your inputs: ${this.#said}.`
    noteOn(this.#element)
  }

  /** `at most 50 connections: now 54, broken from clients = 10,120 clients on`, with a link to where it stands. */
  line(): HTMLElement {
    const item = document.createElement('li')
    const link = document.createElement('a')
    link.href = `#${this.#element.id}`
    link.textContent = this.#text?.textContent ?? ''
    item.append(link, `: ${this.#said}`)
    return item
  }
}
