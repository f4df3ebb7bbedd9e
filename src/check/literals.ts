import { type Message, report } from '../message/message.ts'
import { readLaw } from '../quantity/law.ts'
import type { Nouns } from '../quantity/nouns.ts'
import { isRefusal } from '../quantity/unit.ts'
import { amountsOf } from './amounts.ts'
import { placeWithin } from './doubtful.ts'
import type { Project } from './project.ts'

/** Literals that types cannot refuse, since they do not compare numbers: `q('10 to 2 ops')`, `law('5 to 5 ms')`. */
export function refusedLiterals(
  { documents }: Project,
  paths: Iterable<string>,
  { nouns, said }: { nouns: Nouns; said: Message[] },
): Message[] {
  return [...paths].flatMap((path) => {
    const { whole, scopes } = documents.get(path) ?? {}
    const measured = scopes?.filter(({ fence }) => fence.use.use === 'measured') ?? []
    const programs = [...(whole ? [whole] : []), ...measured.map(({ program }) => program)]
    return programs.flatMap(({ inputs }) =>
      inputs.flatMap((input) => {
        const read = input.kind === 'law' ? readLaw : amountsOf
        const found = read(input.text, nouns)
        const isSaid = said.some(
          ({ severity, ...at }) =>
            severity === 'error' && at.path === path && at.line === input.span.line,
        )
        if (!isRefusal(found) || isSaid) return []
        const why = found.slice('Refused: '.length)
        return [report('literal-refused', placeWithin(path, input, input.text), { why })]
      }),
    )
  })
}
