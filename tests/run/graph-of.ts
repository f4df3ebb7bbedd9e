import { compile } from '../../src/compile/compile.ts'
import { readDocument } from '../../src/document/read.ts'
import { Graph } from '../../src/graph/graph.ts'
import { defaultNouns } from '../../src/quantity/nouns.ts'
import { formsOf } from '../../src/run/forms.ts'
import { groundOn, type RunGround } from '../../src/run/ground.ts'
import type { JobDocument } from '../../src/run/job.ts'

export const usualGround = (): RunGround => groundOn(new Map(), defaultNouns)

/** Documents of one calculated fence each; a hearing ground may be put in place of the usual one. */
export function graphOf(codes: Record<string, string>, ground = usualGround()): Graph {
  const documents = Object.entries(codes).map(([path, code]): JobDocument => {
    const { calculation, calculationForm } = compile(
      readDocument(path, `# X\n\n\`\`\`ts\n${code}\n\`\`\`\n`, 'page'),
    )
    const inputs = calculation.inputs.map(({ kind, name, text, span: { line, column } }) => ({
      kind,
      name,
      text,
      line,
      column,
    }))
    const imports = calculation.imports.map(({ from }) => ({
      kind: 'document' as const,
      path: from.slice(2),
    }))
    return {
      path,
      calculation: calculationForm.body,
      whole: null,
      imports: { calculation: imports, whole: imports },
      inputs: { calculation: inputs, whole: inputs },
      recorded: {},
      throws: [],
      wants: [],
    }
  })
  return new Graph(formsOf(documents, ground, false), ground)
}
