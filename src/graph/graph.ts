import type { JobImport, JobInput } from './value.ts'

/** One input of one document: the values that a run may give it. */
export interface Bound<Input extends JobInput = JobInput> {
  path: string
  index: number
  input: Input
  low: unknown
  mid: unknown
  high: unknown
  isRange: boolean
}

type Names = Record<string, unknown>
export type Body = (inputs: unknown[], use: Reach, recorded: unknown) => Names
type Reach = (index: number) => unknown

/** A document as a function, with what it takes. */
export interface Form<Input extends JobInput = JobInput> {
  body: Body
  inputs: Input[]
  imports: JobImport[]
  recorded: unknown
}

/** What a graph needs from outside: what modules hold, how literals become values. */
export interface Ground<Input extends JobInput = JobInput> {
  module(url: string): unknown
  bind(input: Input): Pick<Bound, 'low' | 'mid' | 'high' | 'isRange'>
  /** Makes what a document came to unchangeable; false where it has to be made anew in every run. */
  settle(names: Names): boolean
}

/** A document ready to run: its function, its inputs as the next run shall see them. */
interface Node<Input extends JobInput> {
  form: Form<Input>
  inputs: unknown[]
  bounds: Bound<Input>[]
  use: Reach
  run: number
  result: Names | null
  /** The imported documents; found when they are first asked for. */
  sources: Node<Input>[] | null
  /** Which of all evaluations made the result. */
  made: number
  /** An input is not what the result was made with, or the result may have been changed since. */
  isStale: boolean
}

/**
 * Documents as functions of their inputs. One run evaluates a document and those that it imports, of which each keeps
 * its result while none of the inputs that it rests on changes. Changing an input and running again is all that bounds,
 * beliefs, tornados and sliders are made of.
 */
export class Graph<Input extends JobInput = JobInput> {
  readonly #nodes = new Map<string, Node<Input>>()
  readonly #formOf: (path: string) => Form<Input>
  readonly #ground: Ground<Input>
  #run = 0
  #made = 0

  constructor(formOf: (path: string) => Form<Input>, ground: Ground<Input>) {
    this.#formOf = formOf
    this.#ground = ground
  }

  /** Runs a document anew with the inputs as they are set; itself always, so that two runs can be compared. */
  run(path: string): Names {
    this.#run++
    return this.#evaluate(this.#node(path))
  }

  set({ path, index }: Bound, value: unknown): void {
    const node = this.#node(path)
    if (node.inputs[index] === value) return
    node.inputs[index] = value
    node.isStale = true
  }

  /** Gives an input another text: what it may be in the runs from here on. */
  bind(bound: Bound<Input>, text: string): void {
    const input = { ...bound.input, text }
    Object.assign(bound, this.#ground.bind(input), { input })
    this.set(bound, bound.mid)
  }

  /** The inputs of a document and of all that it imports. */
  boundsOf(path: string, seen = new Set<string>()): Bound<Input>[] {
    if (seen.has(path)) return []
    seen.add(path)
    const { bounds, form } = this.#node(path)
    const imported = form.imports.flatMap((each) =>
      each.kind === 'document' ? this.boundsOf(each.path, seen) : [],
    )
    return [...bounds, ...imported]
  }

  #evaluate(node: Node<Input>): Names {
    node.isStale = true
    node.result = node.form.body(node.inputs, node.use, node.form.recorded)
    node.isStale = false
    node.made = ++this.#made
    node.run = this.#run
    return node.result
  }

  /** The result of a document that another one imports. */
  #resultOf(node: Node<Input>): Names {
    if (node.run === this.#run && node.result) return node.result
    if (!node.result || node.isStale || !this.#isNewest(node)) return this.#evaluate(node)
    node.run = this.#run
    return node.result
  }

  /** Whether nothing that a result rests on was made after it. */
  #isNewest(node: Node<Input>): boolean {
    node.sources ??= node.form.imports.flatMap((each) =>
      each.kind === 'document' ? [this.#node(each.path)] : [],
    )
    for (const source of node.sources) {
      this.#resultOf(source)
      if (source.made > node.made) return false
    }
    return true
  }

  #node(path: string): Node<Input> {
    const known = this.#nodes.get(path)
    if (known) return known
    const form = this.#formOf(path)
    const bounds = form.inputs.map((input, index) => ({
      path,
      index,
      input,
      ...this.#ground.bind(input),
    }))
    const node: Node<Input> = {
      form,
      inputs: bounds.map(({ mid }) => mid),
      bounds,
      use: (index) => this.#imported(form.imports[index]),
      run: 0,
      result: null,
      sources: null,
      made: 0,
      isStale: true,
    }
    this.#nodes.set(path, node)
    return node
  }

  #imported(target: JobImport | undefined): unknown {
    if (target?.kind !== 'document') return this.#ground.module(target?.url ?? '')
    const node = this.#node(target.path)
    const names = this.#resultOf(node)
    if (!this.#ground.settle(names)) node.isStale = true
    return names
  }
}
