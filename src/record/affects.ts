import { posix } from 'node:path'
import type { DecisionRecord, Written } from './record.ts'
import { isAsserted } from './status.ts'

/** A record in force that governs files that have changed. */
export interface Touched {
  record: DecisionRecord
  /** The pattern of **Affects** that matches. */
  pattern: Written
  paths: string[]
}

/** Which records a change touches: those whose **Affects** match one of its files. */
export function recordsTouched(
  records: readonly DecisionRecord[],
  changed: readonly string[],
): Touched[] {
  return records.filter(isAsserted).flatMap((record) =>
    record.affects.flatMap((pattern) => {
      const paths = changed.filter(
        (path) => path !== record.path && matchesPattern(path, pattern.text),
      )
      return paths.length === 0 ? [] : [{ record, pattern, paths }]
    }),
  )
}

/** `src/session/**`, or a file or folder as it is: what is below a folder belongs to it. */
export function matchesPattern(path: string, pattern: string): boolean {
  const bare = pattern.replace(/^\.?\//, '').replace(/\/+$/, '')
  return (
    bare !== '' && (path === bare || path.startsWith(`${bare}/`) || posix.matchesGlob(path, bare))
  )
}
