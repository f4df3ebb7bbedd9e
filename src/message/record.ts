import { recordCommandMessages } from './record-command.ts'
import { says } from './template.ts'

const none = says<Record<never, never>>

/** What can be wrong with decision records: one alone, several together, and a folder of them. */
export const recordRuleMessages = {
  'records-none': says<{ folder: string }>(
    'error',
    ({ folder }) => `no decision record in ${folder}`,
    () => 'write the first with holdfast new "Title"',
  ),
  'record-unrecognised': says<{ why: string }>(
    'error',
    ({ why }) => `this file is no decision record: ${why}`,
    () => 'give it the sections of a record and a number in its name, or move it out of the folder',
  ),
  'record-aside': says<{ role: string }>(
    'note',
    ({ role }) => `read as ${role}, not as a decision record`,
    () => 'nothing to do, unless it is a record: then give it a number and a title as its name',
  ),
  'number-missing': says<{ name: string; form: string }>(
    'error',
    ({ name }) => `no number in the file name ${name}`,
    ({ form }) => `rename it to ${form}`,
  ),
  'number-doubled': says<{ number: string; other: string; path: string }>(
    'error',
    ({ number, other }) => `number ${number} is taken by ${other}`,
    ({ path }) => `holdfast renumber ${path}`,
  ),
  'number-taken': says<{ number: string; other: string; branch: string; path: string }>(
    'error',
    ({ number, other, branch }) => `number ${number} is taken by ${other} on ${branch}`,
    ({ path }) => `holdfast renumber ${path}`,
  ),
  'heading-number': says<{ stated: number; file: string }>(
    'error',
    ({ stated, file }) => `the heading says ${stated}, the file name ${file}`,
    ({ file }) => `write ${file} in the heading, or rename the file`,
  ),
  'heading-form': says<{ written: string; form: string }>(
    'error',
    ({ written, form }) => `unexpected heading ${written}, expected ${form}`,
    ({ form }) => `write # ${form}`,
  ),
  'fact-missing': says<{ label: string; form: string }>(
    'error',
    ({ label }) => `no **${label}** below the heading`,
    ({ form }) => `write ${form}`,
  ),
  'fact-order': says<{ label: string; before: string }>(
    'error',
    ({ label, before }) => `**${label}** stands behind **${before}**`,
    ({ label, before }) => `move the line **${label}** above **${before}**`,
  ),
  'fact-unknown': says<{ label: string; cure: string }>(
    'error',
    ({ label }) => `unexpected line **${label}**`,
    ({ cure }) => cure,
  ),
  'fact-doubled': says<{ label: string; first: number }>(
    'error',
    ({ label, first }) => `**${label}** stands already on line ${first}`,
    () => 'remove one of the two',
  ),
  'status-unknown': says<{ written: string; forms: string }>(
    'error',
    ({ written }) => `unexpected status ${written}`,
    ({ forms }) => `write ${forms}`,
  ),
  'status-synonym': says<{ written: string; kind: string }>(
    'warning',
    ({ written, kind }) => `the status ${written} is read as ${kind}`,
    ({ kind }) => `write ${kind}, so that every tool reads the same`,
  ),
  'date-wrong': says<{ label: string; written: string }>(
    'error',
    ({ label, written }) => `${label} ${written} is no day of the calendar, expected YYYY-MM-DD`,
    () => 'write it as 2026-11-21',
  ),
  'date-future': says<{ written: string; today: string }>(
    'error',
    ({ written, today }) => `date ${written} lies in the future, today is ${today}`,
    () => 'write the day on which this was decided or proposed',
  ),
  'review-passed': says<{ written: string }>(
    'warning',
    ({ written }) => `this decision was to be reviewed by ${written}`,
    () => 'look at it again, then move the date of **Review by**, or supersede the record',
  ),
  'deciders-missing': none(
    'error',
    () => 'accepted, and nobody is named who decided',
    () => 'write **Deciders**: with their names or roles',
  ),
  'successor-missing': none(
    'error',
    () => 'superseded, and no successor is named',
    () => 'write Superseded by [ADR-NNN](./NNN-title.md)',
  ),
  'successor-unknown': says<{ written: string; cure: string }>(
    'error',
    ({ written }) => `superseded by ${written}, which is no record here`,
    ({ cure }) => cure,
  ),
  'successor-silent': says<{ own: string; successor: string; path: string }>(
    'error',
    ({ own, successor }) => `superseded by ${successor}, where nothing leads back to ${own}`,
    ({ own, path }) => `add to the links of ${path}: Supersedes ${own}`,
  ),
  'predecessor-unmarked': says<{ predecessor: string; status: string; own: string }>(
    'error',
    ({ predecessor, status }) =>
      `accepted and supersedes ${predecessor}, whose status is ${status}`,
    ({ predecessor, own }) => `give ${predecessor} the status Superseded by ${own}`,
  ),
  'succession-cycle': says<{ circle: string }>(
    'error',
    ({ circle }) => `records that supersede each other in a circle: ${circle}`,
    () => 'give the one that is in force the status Accepted',
  ),
  'successor-earlier': says<{ date: string; predecessor: string; before: string }>(
    'error',
    ({ date, predecessor, before }) => `dated ${date}, but supersedes ${predecessor} of ${before}`,
    () => 'write the day of the later decision',
  ),
  'link-dead': says<{ url: string; cure: string }>(
    'error',
    ({ url }) => `nothing at ${url}`,
    ({ cure }) => cure,
  ),
  'record-unknown': says<{ written: string }>(
    'error',
    ({ written }) => `there is no record ${written}`,
    () => 'name one that exists: holdfast list shows them',
  ),
  'section-missing': says<{ title: string; cure: string }>(
    'error',
    ({ title }) => `no section ${title}`,
    ({ cure }) => cure,
  ),
  'section-order': says<{ title: string; before: string }>(
    'error',
    ({ title, before }) => `section ${title} stands behind ${before}`,
    ({ title, before }) => `move ${title} in front of ${before}`,
  ),
  'section-unexpected': says<{ title: string; cure: string }>(
    'error',
    ({ title }) => `unexpected section ${title}`,
    ({ cure }) => cure,
  ),
  'section-doubled': says<{ title: string; first: number }>(
    'error',
    ({ title, first }) => `section ${title} stands already on line ${first}`,
    () => 'join the two',
  ),
  'section-empty': says<{ title: string }>(
    'error',
    ({ title }) => `nothing below ${title}`,
    () => 'write what belongs there; "None." where that is the answer',
  ),
  'options-few': says<{ count: number }>(
    'warning',
    ({ count }) => (count === 0 ? 'no option was considered' : 'only one option was considered'),
    () => 'add the one that was turned down, if only to do nothing',
  ),
  'option-unargued': says<{ option: string }>(
    'error',
    ({ option }) => `nothing is said for or against the option ${option}`,
    ({ option }) => `add ### ${option} below Pros and Cons of the Options, with its bullets`,
  ),
  'option-unlisted': says<{ option: string; cure: string }>(
    'error',
    ({ option }) => `${option} is argued for, but not listed as an option`,
    ({ cure }) => cure,
  ),
  'option-one-sided': says<{ option: string; missing: string }>(
    'warning',
    ({ option, missing }) => `the option ${option} has nothing ${missing}`,
    () => 'say what speaks on the other side; every option has something',
  ),
  'argument-unmarked': says<{ written: string }>(
    'error',
    ({ written }) => `unexpected beginning of an argument: ${written}`,
    () => 'begin it with "✅ Good, because" or "❌ Bad, because"',
  ),
  'chosen-missing': none(
    'error',
    () => 'the outcome names no chosen option',
    () => 'write Chosen option: "…", because …',
  ),
  'chosen-unlisted': says<{ written: string; cure: string }>(
    'error',
    ({ written }) => `the chosen option ${written} is none of the considered ones`,
    ({ cure }) => cure,
  ),
  'chosen-inexact': says<{ written: string; option: string }>(
    'warning',
    ({ written, option }) => `the chosen option reads ${written}, the considered one ${option}`,
    ({ option }) => `write "${option}"`,
  ),
  'chosen-unargued': none(
    'error',
    () => 'the chosen option stands without a reason',
    () => 'write Chosen option: "…", because …',
  ),
  'mitigation-missing': says<{ written: string }>(
    'error',
    ({ written }) => `a negative consequence without a mitigation: ${written}`,
    () => 'add "Mitigation: …" to the bullet; "Mitigation: none, since …" where it is accepted',
  ),
  'driver-unused': says<{ driver: string }>(
    'warning',
    ({ driver }) => `no argument speaks of the driver ${driver}`,
    () => 'say how an option does on it, or remove the driver',
  ),
  'placeholder-left': says<{ written: string; cure: string }>(
    'error',
    ({ written }) => `still to be written: ${written}`,
    ({ cure }) => cure,
  ),
  'decision-rewritten': says<{ what: string; base: string; own: string }>(
    'error',
    ({ what, base }) => `${what} of an accepted decision differs from ${base}`,
    ({ own }) => `restore it; to decide anew, holdfast supersede ${own} "Title"`,
  ),
  'decision-removed': says<{ title: string; base: string; path: string }>(
    'error',
    ({ title, base }) => `the accepted decision ${title} of ${base} is gone`,
    ({ base, path }) =>
      `git checkout ${base} -- ${path}; what no longer holds is superseded or deprecated, not removed`,
  ),
  'history-missing': says<{ why: string }>(
    'warning',
    ({ why }) => `not examined whether numbers are free and decisions unchanged: ${why}`,
    () => 'run it in a clone with history, git fetch --unshallow where it is shallow',
  ),
  'record-uncited': says<{ own: string }>(
    'warning',
    ({ own }) => `${own} is superseded, and no link leads to it any more`,
    ({ own }) => `link it from its successor: Supersedes ${own}`,
  ),
  'matrix-doubled': says<{ first: number }>(
    'error',
    ({ first }) => `a second decision matrix; the first stands on line ${first}`,
    () => 'keep one: what is decided has one matrix',
  ),
  'matrix-option': says<{ written: string; cure: string }>(
    'error',
    ({ written }) => `the column ${written} is none of the considered options`,
    ({ cure }) => cure,
  ),
  'matrix-unweighed': says<{ option: string }>(
    'error',
    ({ option }) => `the matrix has no column for ${option}`,
    ({ option }) => `add a column for ${option}, or take it out of Considered Options`,
  ),
  'matrix-weight': says<{ written: string }>(
    'error',
    ({ written }) => `unexpected weight ${written}`,
    () => 'write a share such as 25 %, or a claim on one: [25 %](calc:weightOfCost)',
  ),
  'matrix-score': says<{ written: string }>(
    'error',
    ({ written }) => `unexpected score ${written}`,
    () => 'write one number, or a claim on one: [4](calc:scoreOf.speed)',
  ),
  'matrix-shape': says<{ what: string }>(
    'error',
    ({ what }) => what,
    () => 'a matrix has at least two criteria, two options, and a score for each of them',
  ),
  'matrix-sum': says<{ sum: string }>(
    'error',
    ({ sum }) => `the weights sum to ${sum} %`,
    () => 'let them sum to 100 %',
  ),
  'matrix-winner': says<{ chosen: string; winner: string }>(
    'error',
    ({ chosen, winner }) => `${chosen} is chosen, but ${winner} wins by the matrix`,
    () => 'choose what wins, or mend the weights and scores that do not say what you think',
  ),
  'exception-unknown': says<{ rule: string; cure: string }>(
    'error',
    ({ rule }) => `unexpected rule ${rule} in records.off`,
    ({ cure }) => cure,
  ),
  'exception-unused': says<{ rule: string; folder: string }>(
    'warning',
    ({ rule, folder }) =>
      `nothing in ${folder} breaks the rule ${rule}, which is switched off there`,
    () => 'remove the exception from records.off',
  ),
}

export const recordMessages = { ...recordRuleMessages, ...recordCommandMessages }
