import type { Value } from '../graph/value.ts'
import { type Message, report } from '../message/message.ts'
import { type Computed, type Judgement, judge } from '../quantity/judge.ts'
import { isProblem, type Problem } from '../quantity/problem.ts'
import { readStated, type Stated } from '../quantity/stated.ts'
import { differenceMessage, verbOf } from './difference.ts'
import { doubtfulMessage, doubtfulNumber } from './doubtful.ts'
import { failing, type JudgedStatement, type Statement } from './judge-statement.ts'
import type { Seen } from './judged.ts'
import { unitAbove, unitOutside, withinBrackets } from './outside.ts'
import { scaleOf } from './scale.ts'
import { statedBy } from './stated-by.ts'

type Numeric = Value & { kind: 'quantity' | 'number' }

/** A stated number or range against a quantity or a plain number. */
export function judgeNumber(statement: Statement, seen: Seen, value: Numeric): JudgedStatement {
  const { place } = statement
  const stated = readStatement(statement)
  if (isProblem(stated)) return failing(problemMessage(statement, stated))
  const isSeen = seen.provenance === 'measured' || seen.provenance === 'derived'
  if (isSeen && refutesEquality(stated))
    return failing(report('claim-refuted-equality', place, { stated: statement.text }))
  const doubt = doubtOf(statement, stated, value)
  if (doubt) return failing(doubt)
  const computed = computedOf(stated, seen, value)
  const judged = judge(stated, computed)
  if (isProblem(judged)) return failing(problemMessage(statement, judged))
  const warnings = stated.warnings.map((warning) => problemMessage(statement, warning))
  const scale = scaleOf(stated, computed)
  if (!judged.holds) {
    const failed = failing(
      differs(statement, { seen, stated, judged }),
      judged.computed,
      judged.accepts,
    )
    return { ...failed, scale, messages: [...failed.messages, ...warnings] }
  }
  if (judged.vacuous) warnings.push(vacuous(statement, seen, judged))
  return {
    verdict: { verdict: 'holds', accepts: judged.accepts, value: judged.computed, reason: null },
    scale,
    messages: warnings,
  }
}

/** What a reader would take otherwise than it is judged. */
function doubtOf({ text, place }: Statement, stated: Stated, value: Numeric): Message | null {
  const unit = value.kind === 'quantity' ? value.unit : null
  const number = doubtfulNumber(text, unit ?? '1')
  if (number !== null) return doubtfulMessage(place, number)
  const behind = unitOutside(stated, unit)
  if (behind !== null)
    return report('stated-unit-outside', place, {
      stated: text,
      found: behind,
      wanted: withinBrackets(stated, behind),
    })
  const above = unitAbove(stated, unit)
  return above === null
    ? null
    : report('stated-heading', place, { stated: text, found: above, wanted: unit ?? 'a number' })
}

export const readStatement = ({
  claim,
  text,
  title,
  member,
  context,
  nouns,
}: Statement): Stated | Problem =>
  claim ? statedBy(claim, nouns) : readStated(text, { ...context, title, member, nouns })

/** What is wrong with a number that is measured, as far as it can be told before anything was measured. */
export function problemBeforehand(statement: Statement): Message | null {
  const { text, title, place } = statement
  if (isJson(text))
    return title === '' ? null : report('claim-title', place, { stated: text, title })
  const stated = readStatement(statement)
  // A text without a number may be stated of a text.
  if (isProblem(stated))
    return stated.problem === 'stated-number-missing' ? null : problemMessage(statement, stated)
  return refutesEquality(stated) ? report('claim-refuted-equality', place, { stated: text }) : null
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) !== 'number'
  } catch {
    return false
  }
}

/** Any other value of a measurement would pass, for whatever reason it came out. */
const refutesEquality = ({ refuted, relation }: Stated): boolean =>
  refuted && (relation === 'equal' || relation === 'about')

/** A refuted measurement has to lie outside with every valid run; others are judged by their median. */
export function computedOf(stated: Stated, { uncertain, runs }: Seen, value: Numeric): Computed {
  const unit = value.kind === 'quantity' ? value.unit : null
  if (uncertain) return { unit, ...uncertain }
  if (!stated.refuted || runs.length === 0) return { unit, value: value.value }
  const valid = runs
    .filter((run) => run.void === null)
    .flatMap((run) => ('value' in run.value ? [run.value.value] : []))
  return { unit, value: value.value, runs: valid }
}

export function problemMessage({ place }: Statement, { problem, detail }: Problem): Message {
  return report(problem, place, detail)
}

interface Differing {
  seen: Seen
  stated: Stated
  judged: Judgement
}

function differs(statement: Statement, { seen, stated, judged }: Differing): Message {
  const { computed, accepts } = judged.bare
  if (stated.refuted)
    return {
      ...report('claim-holds', statement.place, {
        stated: statement.text,
        computed,
        seen: verbOf(seen),
      }),
      aside: `accepts ${accepts}`,
    }
  return differenceMessage(statement, seen, { computed, accepts, restatable: true })
}

function vacuous(
  { place, text }: Statement,
  { provenance }: Seen,
  { computed }: Judgement,
): Message {
  const isSeen = provenance === 'measured' || provenance === 'derived'
  return report(isSeen ? 'bound-far-measured' : 'bound-far', place, { stated: text, computed })
}
