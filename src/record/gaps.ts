import type { DecisionRecord } from './record.ts'

/** What stands in a section of our template that a foreign record does not have. */
export function gapOf({ options }: DecisionRecord, title: string): string {
  const names = options.map(({ name, heading }) => (heading ?? name).text)
  const listed = names.length > 0 ? names : ['[The option that was chosen]', '[Another option]']
  const gaps: Record<string, string> = {
    'Context and Problem Statement':
      '[What is the situation, which forces are at play, and what is the question?]',
    'Decision Drivers': '* [What the options are judged by]',
    'Considered Options': listed.map((name) => `* ${name}`).join('\n'),
    'Decision Outcome':
      'Chosen option: "[The option that was chosen]", because [the reason, in short].',
    'Pros and Cons of the Options': listed.map(argued).join('\n\n'),
    Links: '* None.',
  }
  return gaps[title] ?? ''
}

const argued = (name: string): string =>
  `### ${name}\n\n* ✅ Good, because [an argument for it]\n* ❌ Bad, because [an argument against it]`
