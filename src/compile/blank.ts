import type { CodeLine } from '../document/document.ts'

/**
 * Code lines of a document → a text with as many lines, in which each piece of code stands at its line and column
 * and everything else is empty. Tabs before code stay tabs, so that editors and compilers count the same columns.
 */
export function placeLines(lines: string[], code: CodeLine[]): string[] {
  const placed = lines.map(() => '')
  for (const { line, column, text } of code) {
    const before = (lines[line - 1] ?? '').slice(0, column - 1)
    placed[line - 1] = before.replace(/[^\t]/g, ' ') + text
  }
  return placed
}

/** Writes on a line that holds no code, behind what was written there before. */
export function addToLine(placed: string[], line: number, text: string): void {
  placed[line - 1] = (placed[line - 1] ?? '') + text
}
