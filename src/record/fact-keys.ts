import type { FactKey } from './record.ts'

const keys: Record<string, FactKey> = {
  date: 'date',
  'last updated': 'date',
  status: 'status',
  state: 'status',
  decider: 'deciders',
  deciders: 'deciders',
  'decision maker': 'deciders',
  'decision makers': 'deciders',
  'decision-maker': 'deciders',
  'decision-makers': 'deciders',
  'decided by': 'deciders',
  'technical story': 'story',
  'technical-story': 'story',
  affects: 'affects',
  'review by': 'reviewBy',
  'review-by': 'reviewBy',
  tag: 'tags',
  tags: 'tags',
  supersedes: 'supersedes',
  'superseded by': 'supersededBy',
  'superseded-by': 'supersededBy',
}

/** `Decider(s)` → `deciders`; null for a label that says nothing to us. */
export const keyOfFact = (label: string): FactKey | null =>
  keys[
    label
      .trim()
      .toLowerCase()
      .replace(/\(s\)$/, 's')
      .replaceAll('_', '-')
  ] ?? null

/** The bold lines of the template in their order, and those that may follow. */
export const templateLabels = ['Date', 'Status', 'Deciders', 'Technical Story'] as const
export const optionalLabels = ['Affects', 'Review by', 'Tags'] as const
