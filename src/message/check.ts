import { says } from './template.ts'
import { cureOfType } from './type-cure.ts'

const none = says<Record<never, never>>

/** What judging finds: claims and expectations against what came out, types, code that fails, coverage. */
export const checkMessages = {
  'claim-differs': says<{ stated: string; computed: string; seen: string; cure: string }>(
    'error',
    ({ stated, computed, seen }) => `stated ${stated}, ${seen} ${computed}`,
    ({ cure }) => cure,
  ),
  'claim-unknown': says<{ name: string; cure: string }>(
    'error',
    ({ name }) => `no name ${name} in this document or its imports`,
    ({ cure }) => cure,
  ),
  'claim-bare': says<{ url: string; name: string; scheme: string }>(
    'error',
    ({ url, name }) => `a link to a file ${url}, and ${name} is a name of this document`,
    ({ url, scheme }) => `write ${scheme}:${url} for a claim, ./${url} for the file`,
  ),
  'number-doubtful': says<{ number: string; thousands: string; fraction: string }>(
    'error',
    ({ number, thousands, fraction }) =>
      `${number} is read as ${fraction}, and may mean ${thousands}`,
    ({ thousands, fraction }) => `write ${thousands} for thousands, ${fraction} for the fraction`,
  ),
  'stated-unit-outside': says<{ stated: string; found: string; wanted: string }>(
    'error',
    ({ found }) => `"${found}" stands behind the link, and reads as part of what is stated`,
    ({ wanted }) =>
      wanted === ''
        ? 'write the number in full, with its unit, in the brackets, or write the sentence otherwise'
        : `put it into the brackets, [${wanted}](…), where it is checked, or write the sentence otherwise`,
  ),
  'stated-heading': says<{ stated: string; found: string; wanted: string }>(
    'error',
    ({ found, stated, wanted }) =>
      `the heading gives ${stated} the unit ${found}, and the value is in ${wanted}`,
    () => 'link to a value of that unit, or write the unit behind the number',
  ),
  'noun-near': says<{ noun: string; meant: string }>(
    'warning',
    ({ noun, meant }) => `${noun} is nearly ${meant}, and counts something else`,
    ({ noun, meant }) =>
      `write ${meant}, or name ${noun} in nouns.plurals of holdfast.config.ts if both are meant`,
  ),
  'claim-member': says<{ name: string; member: string; cure: string }>(
    'error',
    ({ name, member }) => `${name} has no member ${member}`,
    ({ cure }) => cure,
  ),
  'claim-provenance': says<{ written: string; right: string; name: string }>(
    'error',
    ({ written, right, name }) => `${name} is ${right}, the claim says ${written}`,
    ({ right, name }) => `write ${right === 'calculated' ? 'calc' : right}:${name}`,
  ),
  'truth-varies': says<{ name: string; other: string; middle: string }>(
    'error',
    ({ name, other }) => `${name} is ${other} somewhere within the ranges that it rests on`,
    ({ middle }) =>
      `write ${middle} for what it is at their middles, name its tipping point, or narrow a range`,
  ),
  'claim-derived': says<{ name: string }>(
    'error',
    ({ name }) => `${name} is derived from nothing that is measured`,
    ({ name }) => `move its statement into a ts fence, and write calc:${name}`,
  ),
  'claim-no-value': says<{ name: string; why: string }>(
    'error',
    ({ name, why }) => `${name} is nothing that a number can be stated of: ${why}`,
    () => 'claim a quantity, a number, or a member that is one',
  ),
  'claim-holds': says<{ stated: string; computed: string; seen: string }>(
    'error',
    ({ stated, computed, seen }) => `claimed as refuted, but ${stated} holds: ${seen} ${computed}`,
    () => 'take "refuted" away, or state the number that is wrong',
  ),
  'claim-title': says<{ stated: string; title: string }>(
    'error',
    ({ stated, title }) => `"${title}" is said of numbers, and ${stated} is none`,
    () => 'take the title away, and state what is so',
  ),
  'claim-refuted-equality': says<{ stated: string }>(
    'error',
    ({ stated }) =>
      `a measurement is refuted by a bound, and ${stated} is none: any other value would do`,
    ({ stated }) => `write [at least ${stated}] or [at most ${stated}]`,
  ),
  'bound-far': says<{ stated: string; computed: string }>(
    'warning',
    ({ stated, computed }) => `${stated} says next to nothing: the value is ${computed}`,
    () =>
      'state a bound within ten times of the value, a narrower range, or a tolerance smaller than the number',
  ),
  'bound-far-measured': says<{ stated: string; computed: string }>(
    'note',
    ({ stated, computed }) => `${stated} holds by far here: the value is ${computed}`,
    () => 'state a closer bound, if other machines keep it too',
  ),
  'expectation-differs': says<{ stated: string; computed: string; seen: string; cure: string }>(
    'error',
    ({ stated, computed, seen }) => `expected ${stated}, ${seen} ${computed}`,
    ({ cure }) => cure,
  ),
  'not-monotone': says<{ name: string }>(
    'error',
    ({ name }) =>
      `${name} is not bounded by the corners of its ranges: a point between them lies outside`,
    () => 'state .belief.p10 and .belief.p90 instead of bounds, or split the calculation',
  ),
  'too-many-ranges': says<{ what: string; most: number }>(
    'error',
    ({ what }) => what,
    ({ most }) => `at most ${most} can be followed: replace some by values with a source`,
  ),
  'type-error': says<{ code: string; text: string }>(
    'error',
    ({ code, text }) => `${code} ${text}`,
    ({ code, text }) => cureOfType(code, text),
  ),
  'literal-refused': says<{ why: string }>(
    'error',
    ({ why }) => why,
    () =>
      "mend the text between the quotes: q('10,000 clients'), q('1 to 2 messages/client/minute'), law('100 to 500 ms')",
  ),
  'refusal-missing': says<{ code: string }>(
    'error',
    ({ code }) => `the compiler accepts this, though ${code} is expected`,
    () => 'make the code wrong in the way that the text says, or use a plain ts fence',
  ),
  'refusal-other': says<{ code: string; expected: string; text: string }>(
    'error',
    ({ code, expected, text }) => `refused with ${code}, not with ${expected}: ${text}`,
    ({ code }) => `write ts refused ${code}, or mend what else is wrong`,
  ),
  'code-unreadable': none(
    'error',
    () => 'this code cannot be run as it stands',
    () =>
      'use TypeScript whose types can be erased: no enum, namespace, parameter property or decorator',
  ),
  'calculation-threw': says<{ text: string }>(
    'error',
    ({ text }) => text,
    () => 'mend the calculation or the input that leads here',
  ),
  'calculation-worldly': says<{ name: string }>(
    'error',
    ({ name }) => `${name} in a calculation, which is a function of its inputs alone`,
    ({ name }) =>
      name === 'console'
        ? 'take it out: holdfast explain NAME shows what a name came out as'
        : "take it out: what the world is like comes in as q('…') or law('…'), or is seen in a ts measured fence",
  ),
  'calculation-unstable': says<{ text: string }>(
    'error',
    ({ text }) => text,
    () => 'make it a function of its inputs: no state that one run leaves to the next',
  ),
  'calculation-broke': says<{ text: string }>(
    'error',
    ({ text }) => `this calculation could not be evaluated: ${text}`,
    () => 'look for a loop without an end, or for what grows without bound',
  ),
  'calculation-not-derived': says<{ name: string }>(
    'error',
    ({ name }) => `a calculation uses ${name}, which is measured or derived`,
    () => 'write ts derived on this fence, and put it behind the fence that measures',
  ),
  'not-thrown': says<{ part: string; text: string }>(
    'error',
    ({ part, text }) => `this must throw "${part}", but ${text}`,
    () => 'mend the code or the message on the fence',
  ),
  'origin-missing': says<{ input: string }>(
    'warning',
    ({ input }) => `nobody says where the input ${input} comes from`,
    () =>
      'add // source: where from, or // assumed: why, beside it, above it or on the first line of its fence',
  ),
  'input-dead': says<{ input: string }>(
    'warning',
    ({ input }) => `no claim and no expectation rests on the input ${input}`,
    () => 'remove it, or state what follows from it',
  ),
  'number-unclaimed': says<{ number: string }>(
    'error',
    ({ number }) => `${number} is stated and nothing proves it`,
    () =>
      'link it to a name: [stated](calc:name), to its source, or exempt it: [text](uncounted: "reason")',
  ),
  'number-word': says<{ word: string }>(
    'warning',
    ({ word }) => `${word} is a number in words, which is not checked`,
    () => 'write it in digits and link it to a name, or rephrase',
  ),
  'import-specimen': says<{ from: string }>(
    'warning',
    ({ from }) => `${from} is deprecated or superseded, and no longer checked`,
    () => 'import from the record that took its place, or from a calculation',
  ),
  'file-missing': says<{ file: string }>(
    'error',
    ({ file }) => `no file ${file} in this project`,
    () => 'name a file by its path from the root',
  ),
  'region-missing': says<{ file: string; region: string; meant: string }>(
    'error',
    ({ file, region }) => `no region ${region} in ${file}`,
    ({ meant }) =>
      meant === '' ? 'mark it there with // #region NAME and // #endregion' : `write #${meant}`,
  ),
  'file-differs': says<{ file: string; region: string; path: string }>(
    'error',
    ({ file, region }) => `this is not what ${file}${region} says now`,
    ({ path }) => `holdfast sync ${path}`,
  ),
  'nothing-found': says<{ what: string }>(
    'error',
    ({ what }) => `nothing to check in ${what}`,
    () => 'name a document or a folder of documents; holdfast check without a path takes them all',
  ),
  'page-without-claims': none(
    'error',
    () => 'a calculation page that claims nothing',
    () => 'state at least one number and link it: [38](calc:inFlight)',
  ),
}
