import { type Bound, type Form, Graph } from '../../graph/graph.ts'
import { reviveValue } from '../../graph/revive.ts'
import type { Bundle, BundledInput } from './bundle.ts'
import { type Ends, readInput, wordsOf } from './read.ts'

/** An input as the reader moves it. */
export interface Knob {
  /** As the document has it. */
  input: BundledInput
  bound: Bound<BundledInput>
  /** What the document's own text stands for. */
  start: Ends
}

/** A document whose inputs a reader moves: its own function, as check wrote it, in the reader's browser. */
export class LivePage {
  readonly bundle: Bundle
  readonly graph: Graph<BundledInput>
  readonly knobs: Knob[]
  /** The knob that was turned last. */
  last: Knob | null = null

  constructor(bundle: Bundle) {
    this.bundle = bundle
    this.graph = new Graph((path) => formOf(bundle, path), {
      module: (url) => bundle.modules[url],
      bind: (input) => readInput(input, bundle),
      // A reader waits for the code, not for the runs.
      settle: () => false,
    })
    this.knobs = this.graph
      .boundsOf(bundle.path)
      .map((bound) => ({ input: bound.input, bound, start: { ...bound } }))
  }

  /** Gives an input another text; answers what is wrong with it, or null. */
  turn(knob: Knob, text: string): string | null {
    const { bound, input } = knob
    if (wordsOf(text) !== wordsOf(input.text)) return `expected as in ${input.text}`
    try {
      this.graph.bind(bound, text)
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
    this.last = knob
    return null
  }

  /** What the document comes to; a formula may throw outside of its domain, and then nothing has a value. */
  names(): Record<string, unknown> {
    try {
      return this.graph.run(this.bundle.path)
    } catch {
      return {}
    }
  }

  turned(): Knob[] {
    return this.knobs.filter(({ bound, input }) => bound.input.text !== input.text)
  }
}

function formOf({ documents, laws }: Bundle, path: string): Form<BundledInput> {
  const found = documents.find((each) => each.path === path)
  if (!found) throw new Error(path)
  const { run, imports, inputs, recorded } = found
  const revived = Object.entries(recorded).map(([name, value]) => [
    name,
    reviveValue(value, laws?.lawFromJSON),
  ])
  return { body: run, imports, inputs, recorded: Object.fromEntries(revived) }
}
