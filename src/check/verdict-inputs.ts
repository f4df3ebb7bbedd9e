import type { Compiled } from '../compile/compile.ts'
import type { Verdicts } from '../evidence/verdicts.ts'
import { verdictPlace } from './places.ts'

/** The inputs of a document as the site lists them. */
export function inputsOfVerdicts({ whole }: Compiled): Verdicts['inputs'] {
  return whole.inputs.map(({ kind, name, text, span, origin }) => ({
    place: verdictPlace(span),
    name,
    kind: kind === 'law' ? 'law' : isRange(text) ? 'range' : 'value',
    text,
    origin,
  }))
}

export const isRange = (text: string): boolean => / to |–|(?<=\d)-(?=\d)/.test(text)
