export type Detail = Record<string, string | number>

/**
 * What a message of one kind says: its weight, its wording and its cure, made from the details of the case. They are
 * methods, so that a template of certain details is one of any details; `report` asks for the right ones.
 */
export interface Template<D> {
  severity: 'error' | 'warning' | 'note'
  text(detail: D): string
  cure(detail: D): string
}

/** Binds the type of the details, so that `report` can ask for exactly these. */
export function says<D extends Detail | Record<never, never>>(
  severity: Template<D>['severity'],
  text: (detail: D) => string,
  cure: (detail: D) => string,
): Template<D> {
  return { severity, text, cure }
}
