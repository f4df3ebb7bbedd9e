import { keyOfFact } from './fact-keys.ts'
import { keyOf } from './sections.ts'

/**
 * Of a record's text what says how it stands: front matter, what is above the first section, all headings, and
 * the sections that hold facts. A list of a thousand records reads these lines only. Where lines alone do not tell
 * what is a heading, it is the whole text.
 */
export function outlineOf(text: string): string {
  const lines = text.split(/\r\n|\n|\r/)
  const start = endOfFrontMatter(lines)
  const kept = lines.slice(0, start)
  let fence = ''
  let isHead = true
  let isKept = true
  for (const [index, line] of lines.entries()) {
    if (index < start) continue
    if (fence !== '') {
      if (closes(line, fence)) fence = ''
      continue
    }
    if (isUnclear(line, index === start ? '' : (lines[index - 1] ?? ''))) return text
    fence = line.match(/^(?:`{3,}(?=[^`]*$)|~{3,})/)?.[0] ?? ''
    const [, marks, title = ''] =
      line.match(/^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/) ?? []
    if (marks !== undefined) {
      isHead &&= marks.length === 1
      isKept = isHead || keyOfFact(keyOf(title)) !== null
      kept.push(line, '')
    } else if (fence !== '') kept.push('')
    else if (isKept) kept.push(line)
  }
  return kept.join('\n')
}

function endOfFrontMatter(lines: readonly string[]): number {
  return /^---[ \t]*$/.test(lines[0] ?? '')
    ? lines.findIndex((line, index) => index > 0 && /^---[ \t]*$/.test(line)) + 1
    : 0
}

const closes = (line: string, fence: string): boolean => {
  const mark = line.match(/^ {0,3}(`{3,}|~{3,})[ \t]*$/)?.[1] ?? ''
  return mark.startsWith(fence)
}

/** A heading that is underlined, HTML over several lines, a block of code within a list. */
function isUnclear(line: string, before: string): boolean {
  return (
    (/^ {0,3}(?:-+|=+)[ \t]*$/.test(line) && before.trim() !== '') ||
    (/^ {0,3}<[a-z/!?]/i.test(line) && !/^ {0,3}<!--.*-->[ \t]*$/.test(line)) ||
    /^(?:[ \t]+|.*[-*+>.)][ \t]+)(?:`{3}|~{3})/.test(line)
  )
}
