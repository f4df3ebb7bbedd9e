import { decide } from './decide.ts'
import { fitUnit } from './fit-unit.ts'
import type { Computed } from './judge.ts'
import { likeness } from './likeness.ts'
import { isProblem } from './problem.ts'
import { readStated, type Stated } from './stated.ts'
import { write } from './write.ts'

/**
 * The text with its number changed so that it holds: in the same unit and style, as short as the statement was where
 * that will do. Null where no change of the number helps, as when one number is stated of what has two bounds.
 */
export function restate(stated: Stated, computed: Computed): string | null {
  const fit = fitUnit(stated, computed.unit)
  if (isProblem(fit)) return null
  const candidates = stated.isRange
    ? rangesFor(stated, computed, fit.factor)
    : 'low' in computed
      ? []
      : numbersFor(stated, computed.value / fit.factor)
  return firstThat(stated, computed, { texts: candidates, holds: true })
}

/** The text with its number changed so that it must fail; a refuted number becomes the value. Null where none does. */
export function breakStated(stated: Stated, computed: Computed): string | null {
  const fit = fitUnit(stated, computed.unit)
  if (isProblem(fit)) return null
  if (stated.refuted) {
    const asserted = {
      ...stated,
      refuted: false,
      around: { ...stated.around, title: stated.around.title.replace('refuted', '') },
    }
    const value =
      'low' in computed && !stated.isRange ? { unit: computed.unit, value: computed.mid } : computed
    const exact =
      'value' in value
        ? around(value.value / fit.factor).map((number) => write(stated, [number]))
        : []
    const texts = [...(stated.isRange ? [] : exact), restate(asserted, value)].filter(
      (text) => text !== null,
    )
    return firstThat(stated, computed, { texts, holds: false })
  }
  const value = ('low' in computed ? computed.mid : computed.value) / fit.factor
  const numbers = [value / 2, value * 2, value - 1, value + 1, value * 10, 0, -1, 1].map((number) =>
    Number(number.toPrecision(3)),
  )
  const texts = numbers.map((number) =>
    stated.isRange ? write(stated, [number, number + Math.abs(number)]) : write(stated, [number]),
  )
  return firstThat(stated, computed, { texts, holds: false })
}

/** 1.4372 → 1.44, 1.43: of a bound only the one on its side of the value will do. */
function around(value: number): number[] {
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - 2)
  return [Math.round, Math.floor, Math.ceil].map((to) =>
    Number((to(value / step) * step).toPrecision(3)),
  )
}

function firstThat(
  stated: Stated,
  computed: Computed,
  { texts, holds }: { texts: readonly string[]; holds: boolean },
): string | null {
  return (
    texts.find((text) => {
      const again = readStated(text, stated.around)
      const judgement = isProblem(again) ? again : decide(again, computed)
      return !isProblem(judgement) && judgement.holds === holds
    }) ?? null
  )
}

/** The value with the places of the statement, then with more and more of them. */
function numbersFor(stated: Stated, value: number): string[] {
  const { relation, high } = stated
  // A step that is no hundred-thousandth of the value would not move a bound off it.
  const least = 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - 5)
  const first = relation === 'equal' ? high.place : Math.max(high.digit, least)
  return precisions(first).flatMap((step) =>
    roundings(stated, value / step)
      .filter((steps) => Math.sign(steps) === Math.sign(value))
      .map((steps) => write(stated, [steps * step])),
  )
}

const precisions = (first: number): number[] =>
  Array.from({ length: 12 }, (_, n) => first / 10 ** n)

/** A bound is rounded away from the value, anything else to the nearest. */
function roundings({ relation }: Stated, steps: number): number[] {
  const nudge = likeness * Math.abs(steps)
  const [up, down] = [Math.ceil(steps - nudge), Math.floor(steps + nudge)]
  if (/below|atMost|justUnder/.test(relation)) return [up, up + 1]
  if (/above|atLeast|justOver/.test(relation)) return [down, down - 1]
  return [Math.round(steps)]
}

/** Both ends at the bounds of an uncertain value; around one value, the nearer end moved out to it. */
function rangesFor(stated: Stated, computed: Computed, factor: number): string[] {
  const { low, high } = stated
  const lowFactor = 1 / stated.lowFactor
  const steps = precisions(1)
  if ('low' in computed) {
    return steps.map((step) =>
      write(stated, [
        toStep((computed.low / factor) * lowFactor, low.place * step, Math.round),
        toStep(computed.high / factor, high.place * step, Math.round),
      ]),
    )
  }
  const value = computed.value / factor
  return steps.map((step) =>
    value * lowFactor < low.value
      ? write(stated, [toStep(value * lowFactor, low.place * step, Math.floor), high.value])
      : write(stated, [low.value, toStep(value, high.place * step, Math.ceil)]),
  )
}

const toStep = (value: number, step: number, round: (x: number) => number): number =>
  round(value / step) * step
