import { numberText, slugOf } from './file-name.ts'

export interface Draft {
  number: number
  digits: number
  title: string
  date: string
  story?: string | undefined
  deciders?: string | undefined
  /** Bullets of the section Links. */
  links?: string[]
}

/** `007-use-postgresql.md`. */
export const fileNameOf = ({
  number,
  digits,
  title,
}: Pick<Draft, 'number' | 'digits' | 'title'>): string =>
  `${numberText(number, digits)}-${slugOf(title)}.md`

/** A record to be filled in: what can be known is there, what a person decides stands in brackets. */
export function draftRecord(draft: Draft): string {
  const { number, digits, title, date, story, deciders, links = [] } = draft
  const heading = escaped(title)
  const first = optionIn(heading)
  const options = [
    first ?? '[The option to be chosen]',
    '[Another option]',
    '[To leave things as they are]',
  ]
  return `# ADR-${numberText(number, digits)}: ${heading}

**Date**: ${date}
**Status**: Proposed
**Deciders**: ${deciders ?? '[Names or roles]'}
**Technical Story**: ${story ?? '[The issue, or what brought this up]'}

## Context and Problem Statement

[What is the situation, which forces are at play, and what is the question?]

## Decision Drivers

* [What the options are judged by]
* [A second driver]

## Considered Options

${options.map((option) => `* ${option}\n`).join('')}
## Decision Outcome

Chosen option: "${options[0]}", because [the reason, in short].

### Positive Consequences

* [What becomes better]

### Negative Consequences

* [What becomes worse]. Mitigation: [what is done about it].

## Pros and Cons of the Options

${options.map(argued).join('\n')}
## Links

${[...links, '[What this rests on: a calculation, a measurement, a page]'].map((link) => `* ${link}\n`).join('')}`
}

/** Brackets of a title must not read as something still to be written. */
const escaped = (title: string): string => title.replace(/[[\]<]/g, '\\$&')

const argued = (option: string): string => `### ${option}

* ✅ Good, because [an argument for it]
* ❌ Bad, because [an argument against it]
`

/** `Use PostgreSQL for sessions` → `PostgreSQL`: the title itself names an option. */
function optionIn(title: string): string | null {
  const match = title.match(
    /^(?:use|adopt|choose|prefer|switch to|move to|migrate to|introduce)\s+(.+?)(?:\s+(?:for|as|to|in|on|instead|over|when|with)\s.*)?$/i,
  )
  return match?.[1] ?? null
}
