import type { Form } from '../graph/graph.ts'
import type { DocumentCode } from '../graph/value.ts'
import type { RunGround } from './ground.ts'

/** Documents as functions: of their calculations alone, or whole, with what is derived. */
export function formsOf(
  documents: DocumentCode[],
  { compile, revive }: RunGround,
  whole: boolean,
): (path: string) => Form {
  const byPath = new Map(documents.map((document) => [document.path, document]))
  return (path): Form => {
    const document = byPath.get(path)
    if (!document) throw new Error(`${path} is no document of this run, or cannot be evaluated`)
    const { calculation, imports, inputs, recorded } = document
    return whole && document.whole !== null
      ? {
          body: compile(path, document.whole || calculation),
          imports: imports.whole,
          inputs: inputs.whole,
          recorded: revive(recorded),
        }
      : {
          body: compile(path, calculation),
          imports: imports.calculation,
          inputs: inputs.calculation,
          recorded: null,
        }
  }
}
