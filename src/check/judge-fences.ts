import type { Compiled } from '../compile/compile.ts'
import type { Fence } from '../document/document.ts'
import type { Verdict, Verdicts } from '../evidence/verdicts.ts'
import type { Message } from '../message/message.ts'
import type { ExperimentState } from './freshness.ts'
import { verdictPlace } from './places.ts'
import type { Results } from './seen.ts'

/** Each fence with what became of it: it holds where nothing within it was refused or failed. */
export function judgeFences(
  { document }: Compiled,
  { states, refusals }: Results,
  problems: Message[],
): Verdicts['fences'] {
  return document.fences.map((fence) => {
    const problem = problems.find(
      (each) =>
        each.severity === 'error' && each.path === document.path && within(fence, each.line),
    )
    const state = states.get(document.path)?.find(({ scope }) => scope.fence === fence)
    const { verdict, reason } = standing(fence, state)
    return {
      place: verdictPlace(fence.span),
      use: fence.use.use,
      verdict: problem ? 'fails' : verdict,
      reason: problem?.text ?? reason,
      diagnostics: refusals.get(document.path)?.get(fence.span.line) ?? [],
    }
  })
}

const within = ({ span }: Fence, line: number): boolean => span.line <= line && line <= span.endLine

function standing(
  { use }: Fence,
  state: ExperimentState | undefined,
): { verdict: Verdict; reason: string | null } {
  if (use.use === 'sketch') return { verdict: 'untested', reason: use.reason }
  if (use.use === 'measured')
    return { verdict: state?.verdict ?? 'untested', reason: state?.reason ?? 'not measured yet' }
  return { verdict: 'holds', reason: null }
}
