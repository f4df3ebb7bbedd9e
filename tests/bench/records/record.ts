import { numberText } from '../../../src/record/file-name.ts'

const subjects = ['sessions', 'uploads', 'invoices', 'search', 'messages', 'thumbnails', 'audits']
const stores = ['PostgreSQL', 'Redis', 'files', 'a log', 'a queue', 'SQLite', 'the browser']

const pick = (words: string[], index: number): string => words[index % words.length] ?? ''

/** Every tenth supersedes the one before it. */
const isSuccessor = (number: number): boolean => number % 10 === 0

const titleOf = (number: number): string =>
  `Keep ${pick(subjects, number)} of system S${number} in ${pick(stores, number + 1)}`

export const fileOf = (number: number): string =>
  `${numberText(number)}-keep-${pick(subjects, number)}-${number}.md`

/** Four records a day. */
const dateOf = (number: number): string =>
  new Date(Date.UTC(2026, 0, 1 + Math.floor(number / 4))).toISOString().slice(0, 10)

/** How many of so many records are still asserted, with two claims each. */
export const claimsOf = (records: number): number => 2 * (records - Math.floor(records / 10))

/** One record of a folder of them, as people write them: prose, a calculation, links, in part a matrix or a successor. */
export function recordText(number: number): string {
  const [store, other] = [pick(stores, number + 1), pick(stores, number + 2)]
  const name = `ADR-${numberText(number)}`
  const status = isSuccessor(number + 1)
    ? `Superseded by [ADR-${numberText(number + 1)}](./${fileOf(number + 1)})`
    : 'Accepted'
  const users = 1_000 * (1 + (number % 40))
  const size = 1 + (number % 9)
  return `# ${name}: ${titleOf(number)}

**Date**: ${dateOf(number)}
**Status**: ${status}
**Deciders**: The team of system S${number}
**Technical Story**: What is kept in memory is lost whenever a server is replaced.
**Tags**: ${pick(subjects, number)}, storage

## Context and Problem Statement

Each server keeps what it holds in its own memory, so a release loses it. Somebody has to write it again, or does
without. The data is small, is read much more often than it is written, and belongs to one person each.

Where should it live, so that a release loses nothing and nobody has to look after one more thing?

\`\`\`ts
const users = q('${users.toLocaleString('en-GB')} users') // source: the busiest hour of last month
const perUser = q('${size} KB/user') // assumed: as large as the largest that was seen
const memory = users.times(perUser)
\`\`\`

## Decision Drivers

* Data outlives a server
* Little to operate
* Answers while a machine is replaced

## Considered Options

* ${store}
* ${other}
* To leave things as they are

## Decision Outcome

Chosen option: "${store}", because data outlives a server, and the team operates it already.

For [${users.toLocaleString('en-GB')} users](calc:users) it takes [${((users * size) / 1_000).toLocaleString('en-GB')} MB](calc:memory), which the smallest machine holds.
${number % 5 === 0 ? matrix(store, other) : ''}
### Positive Consequences

* A release loses nothing, so it can happen during the day.
* What is kept can be looked at when somebody asks.

### Negative Consequences

* One more thing must be up. Mitigation: without it people begin anew, and nothing else fails.
* Reads cross the network. Mitigation: each server keeps what it has read for a second.

## Pros and Cons of the Options

### ${store}

* ✅ Good, because data outlives a server
* ✅ Good, because there is little to operate that is new
* ❌ Bad, because an answer waits for the network

### ${other}

* ✅ Good, because it answers while a machine is replaced
* ❌ Bad, because nobody in the team has run it before

### To leave things as they are

* ✅ Good, because there is little to operate
* ❌ Bad, because every release loses what people did

## Links

* ${isSuccessor(number) ? `Supersedes [ADR-${numberText(number - 1)}](./${fileOf(number - 1)})` : 'None.'}
${number > 10 ? `* Rests on [ADR-${numberText(number - 10 + (number % 10 === 9 ? 1 : 0))}](./${fileOf(number - 10 + (number % 10 === 9 ? 1 : 0))})\n` : ''}`
}

const matrix = (store: string, other: string): string => `
| Criterion | Weight | ${store} | ${other} | To leave things as they are |
| --- | --- | --- | --- | --- |
| Data outlives a server | 50 % | 5 | 4 | 1 |
| Little to operate | 30 % | 4 | 2 | 5 |
| Answers | 20 % | 3 | 5 | 2 |
`
