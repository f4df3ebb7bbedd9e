import type { JudgedClaim } from '../evidence/verdicts.ts'
import { printQuantity } from '../quantity/print.ts'
import type { Answer } from '../run/job.ts'
import type { Project } from './project.ts'
import { inputAt } from './seen.ts'

/** How far each input moves a value, the farthest first. */
export function swingOf(project: Project, answer: Answer | undefined): JudgedClaim['swing'] {
  const unit = answer?.value.kind === 'quantity' ? answer.value.unit : '1'
  return (answer?.restsOn ?? [])
    .flatMap((ref) => {
      const input = inputOf(project, ref)
      const [low, high] = ref.moves
      if (!input || typeof low?.value !== 'number' || typeof high?.value !== 'number') return []
      const end = (value: number, to: string) => ({
        input: to,
        value,
        text: printQuantity(value, unit),
      })
      return [{ ...input, low: end(low.value, low.to), high: end(high.value, high.to) }]
    })
    .toSorted((a, b) => Math.abs(b.high.value - b.low.value) - Math.abs(a.high.value - a.low.value))
}

/** Where each input turns a truth around, the nearest first. */
export function tippingOf(project: Project, answer: Answer | undefined): JudgedClaim['tipping'] {
  return (answer?.tipping ?? [])
    .toSorted((a, b) => Math.abs(Math.log(a.factor)) - Math.abs(Math.log(b.factor)))
    .flatMap((each) => {
      const input = inputOf(project, each)
      const { value } = each
      if (!input || value.kind !== 'quantity') return []
      return [{ ...input, value: value.value, unit: value.unit, at: each.at }]
    })
}

function inputOf(project: Project, ref: Parameters<typeof inputAt>[1]) {
  const input = inputAt(project, ref)
  return input ? { input: input.name, text: input.text, path: ref.path, line: ref.line } : null
}
