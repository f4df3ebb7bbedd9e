import type { Failure } from './job.ts'

/** An error of a document's code → the innermost place of a document on its stack. */
export function failureOf(error: unknown, path: string): Failure {
  const nowhere = { path, line: 1, column: 1 }
  try {
    const place = error instanceof Error ? placeOnStack(error.stack ?? '') : null
    return { kind: 'threw', text: textOf(error).slice(0, longest), ...(place ?? nowhere) }
  } catch {
    return { kind: 'threw', text: 'what was thrown cannot be shown', ...nowhere }
  }
}

/** A message of a gigabyte is none. */
const longest = 2_000

function textOf(error: unknown): string {
  if (error instanceof Error)
    return error.name === 'Error' ? error.message : `${error.name}: ${error.message}`
  return `a thrown ${typeof error}: ${String(error)}`
}

function placeOnStack(stack: string): { path: string; line: number; column: number } | null {
  for (const frame of stack.split('\n')) {
    const place = frame.match(/^\s+at (?:async )?(?:[^(]*\()?([^():]+\.md):(\d+):(\d+)\)?$/)
    if (place?.[1] !== undefined)
      return { path: place[1], line: Number(place[2]), column: Number(place[3]) }
  }
  return null
}
