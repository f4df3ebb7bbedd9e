import type { DecisionRecord, Reference } from './record.ts'

/** Superseded as a whole or in part. */
export const isSuperseded = ({ status }: DecisionRecord): boolean =>
  status.kind === 'Superseded' || status.partial

/** Named by the status; where a neighbour's does not, by a sentence of its text. */
export function successorsOf(record: DecisionRecord): Reference[] {
  if (!isSuperseded(record)) return []
  if (record.status.successors.length > 0 || record.format === 'own')
    return record.status.successors
  return record.links.filter(({ relation }) => relation === 'superseded-by')
}
