import { type Bound, Graph } from '../../graph/graph.ts'
import { type ReviveLaw, reviveValue } from '../../graph/revive.ts'
import type { JobInput, Value } from '../../graph/value.ts'
import type { Bundle, BundledInput } from './bundle.ts'
import { type Ends, readInput } from './read.ts'

/** An input as the reader moves it. */
export interface Knob {
  input: BundledInput
  bound: Bound
  /** What the document's own text stands for. */
  start: Ends
}

/** A document whose inputs a reader moves: its own function, as check wrote it, in the reader's browser. */
export class LivePage {
  readonly bundle: Bundle
  readonly graph: Graph
  readonly knobs: Knob[]
  /** The knob that was turned last. */
  last: Knob | null = null

  constructor(bundle: Bundle) {
    this.bundle = bundle
    this.graph = graphOf(bundle)
    this.knobs = this.graph.boundsOf(bundle.path).map((bound) => ({
      input: originalOf(bundle, bound.input),
      bound,
      start: { ...bound },
    }))
  }

  /** Gives an input another text; answers what is wrong with it, or null. */
  turn(knob: Knob, text: string): string | null {
    try {
      this.graph.bind(knob.bound, text)
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
    this.last = knob
    return null
  }

  turned(): Knob[] {
    return this.knobs.filter(({ bound, input }) => bound.input.text !== input.text)
  }
}

function graphOf(bundle: Bundle): Graph {
  const { documents, modules, laws } = bundle
  const code = documents.map(({ path, imports, inputs, recorded }) => ({
    path,
    calculation: '',
    whole: path,
    imports: { calculation: [], whole: imports },
    inputs: { calculation: [], whole: inputs },
    recorded,
  }))
  const bodies = new Map(documents.map(({ path, run }) => [path, run]))
  const noLaw: ReviveLaw = () => {
    throw new Error('a law, where none was bundled')
  }
  const ground = {
    compile: (path: string) => bodies.get(path) ?? (() => ({})),
    module: (url: string) => modules[url],
    bind: (input: JobInput) => {
      const original = originalOf(bundle, input)
      return readInput({ ...original, text: input.text }, original.text, bundle)
    },
    // A reader waits for the code, not for the runs.
    settle: () => false,
    revive: (recorded: Record<string, Value>) =>
      Object.fromEntries(
        Object.entries(recorded).map(([name, value]) => [
          name,
          reviveValue(value, laws?.lawFromJSON ?? noLaw),
        ]),
      ),
  }
  return new Graph(new Map(code.map((each) => [each.path, each])), ground, true)
}

/** An input keeps its key, whatever its text becomes. */
function originalOf({ documents }: Bundle, input: JobInput): BundledInput {
  const key = 'key' in input ? input.key : ''
  for (const { inputs } of documents) {
    const found = inputs.find((each) => each.key === key)
    if (found) return found
  }
  throw new Error(`${input.name} was not bundled`)
}
