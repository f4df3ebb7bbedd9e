import { nearMissOf } from './near-miss.ts'
import { percentileOf } from './percentile.ts'
import { type Problem, problemOf, Unreadable } from './problem.ts'
import type { Stated } from './stated.ts'
import { inLowerCase } from './words.ts'

/** Refuses what a sentence says about a number and no claim takes in, and what cannot go together. */
export function refuseDoubts(stated: Stated): void {
  const { text, around, threshold, refuted, relation, found } = stated
  refuseOtherPercentile(text, around.member)
  refuseNearMisses(stated)
  refuseTolerance(stated)
  const [before, , outsideBefore, outsideAfter] = found
  const phrases = found.flatMap(({ phrase }) => (phrase === '' ? [] : [phrase]))
  const isPlain = relation === 'equal' || relation === 'about'
  const unread =
    unreadPattern.exec(before.rest)?.[0] ??
    phrases[1] ??
    (stated.isRange && !isPlain ? phrases[0] : '')
  if (unread) throw new Unreadable('stated-comparison-inside', unread)
  if (threshold) {
    if (!isPlain) throw new Unreadable('stated-threshold', ...phrases)
    return
  }
  const outside =
    beforePattern.exec(outsideBefore.rest)?.[0] ??
    signPattern.exec(around.before)?.[1] ??
    afterPattern.exec(outsideAfter.rest)?.[0]
  if (outside) throw new Unreadable('stated-comparison-outside', outside)
  const negation = (isPlain ? negationBeside : negationNear).exec(outsideBefore.rest)?.[0]
  if (negation && !refuted) throw new Unreadable('stated-negation', negation)
}

/** Prepositions of place and time compare too, and an average is not the value at the middles. */
export function warnOf({ text, around, threshold }: Stated): Problem[] {
  const { before, after, member } = around
  const preposition = threshold ? null : prepositionPattern.exec(before.trim())
  const average = /(?:^|\.)mid$/.test(member) ? averagePattern.exec(`${before} ${after}`) : null
  return [
    ...(preposition ? [problemOf(text, 'stated-preposition', preposition[0])] : []),
    ...(average ? [problemOf(text, 'stated-average', average[0])] : []),
  ]
}

/** One tolerance at most, and only where one number is stated without a bound. */
function refuseTolerance({ text, around, tolerance, relation, isRange }: Stated): void {
  const unknown = around.title
    .replace(tolerance?.text ?? '', '')
    .replace(/\b(?:refuted|threshold)\b/g, '')
  const isDoubled = [text, around.title].every((each) => each.includes('±'))
  if (unknown.trim() !== '' && !isDoubled) throw new Unreadable('stated-title', around.title)
  const isAlone = !isDoubled && !isRange && (relation === 'equal' || relation === 'about')
  if (tolerance && !(isAlone && tolerance.size > 0))
    throw new Unreadable('stated-tolerance', tolerance.text)
}

function refuseOtherPercentile(text: string, member: string): void {
  for (const [found, name, ordinal] of text.matchAll(percentilePattern)) {
    const percentile = name ? percentileOf(name) : Number(ordinal ?? 50)
    if (percentile !== percentileOf(member))
      throw new Unreadable('stated-percentile', found, member)
  }
}

function refuseNearMisses({ unit, lowUnit, around }: Stated): void {
  for (const written of [lowUnit, unit]) {
    const nearMiss = nearMissOf(inLowerCase(written), around.nouns)
    if (nearMiss) throw new Unreadable('stated-words', written, nearMiss.slice('Refused: '.length))
  }
}

const percentilePattern = /\b(p\d\d+)\b|([\d.]+)(?:st|nd|rd|th) percentile\b|\bmedian\b/gi

const unreadPattern =
  /[<>≤≥~≈±]|\b(?:no|not|never|cannot|than|at least|at most|up to|under|over|below|above|within|between|nearly|almost|just|approx|approximately|exceed|exceeds|exceeding|maximum|minimum|max|min|minus|plus|times|half|twice|double|triple|hardly|barely|every|one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion|\w+n[’']t)\b/iu

const beforePattern =
  /(?:[<>≤≥]|\b(?:at (?:least|most)|up to|(?!rather|other)\w+er than|(?:more|less|worse) than|not? exceeding|exceed(?:s|ed|ing)?|beyond|(?<!(?:rather|other) )than|just (?:under|over|below|above)|nearly|almost|(?:max|min)imum(?: of)?))(?: (?:an?|the|its|our|about|around|roughly|some))*(?: \S+[’']s)?$/iu

/** A sign right before the bracket: `-[10 ms](calc:wait)`. */
const signPattern = /(?:^|[\s(])([-−+]|minus )$/iu

const afterPattern =
  /^(?:\+|[,(] ?(?:at (?:the )?(?:least|most)|or (?:less|fewer|more))(?= *(?:[).,;:!?]|$))|(?:at (?:the )?(?:least|most)|max\b|(?:or|and) (?:less|fewer|more|so|above|below|over|under|up|higher|lower|longer|shorter|better|worse)|(?:max|min)imum)\b(?! than))/iu

const prepositionPattern = /\b(?:over|under|within|above|below)$/i

/** Right before a number that is stated as it is; up to three words before one that is compared. */
const negationBeside = /\b(?:no|not(?: even| quite)?|never|cannot|hardly|barely|\w+n[’']t)$/i
const negationNear = /\b(?:no|not|never|cannot|\w+n[’']t)(?: \S+){0,2}$/i

const averagePattern = /\b(?:average|mean|expected)\b/i
