const contextLines = 3

/** A patch in git's form that leads from one text to another; `git apply` takes it. */
export function linePatch(path: string, from: string, to: string): string {
  const [old, now] = [linesOf(from), linesOf(to)]
  const most = Math.min(old.length, now.length)
  let start = 0
  while (start < most && old[start] === now[start]) start++
  let end = 0
  while (end < most - start && old.at(-1 - end) === now.at(-1 - end)) end++
  if (start === old.length && start === now.length) return ''
  const first = Math.max(0, start - contextLines)
  const before = old.slice(first, start)
  const after = end === 0 ? [] : old.slice(old.length - end).slice(0, contextLines)
  const removed = old.slice(start, old.length - end)
  const added = now.slice(start, now.length - end)
  const size = (lines: string[]): number => before.length + lines.length + after.length
  const header = `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n`
  const range = `@@ -${first + 1},${size(removed)} +${first + 1},${size(added)} @@\n`
  const marked = (mark: string, lines: string[]): string =>
    lines.map((line) => mark + shown(line)).join('')
  return (
    header +
    range +
    marked(' ', before) +
    marked('-', removed) +
    marked('+', added) +
    marked(' ', after)
  )
}

/** Lines with their ends, so that a missing last one shows. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

const shown = (line: string): string =>
  line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`
