/**
 * Of a record's text what says how it stands: front matter, what is above the first section, all headings, and
 * the sections that hold facts. A list of a thousand records reads these lines only.
 */
export function outlineOf(text: string): string {
  const lines = text.split(/\r\n|\n|\r/)
  const kept: string[] = []
  let fence = ''
  let isKept = true
  for (const line of lines) {
    const mark = line.match(/^ {0,3}(`{3,}|~{3,})/)?.[1] ?? ''
    if (fence !== '') {
      if (mark.startsWith(fence)) fence = ''
    } else if (mark !== '') fence = mark
    else if (/^#{2,6}\s/.test(line)) {
      isKept = /^##\s+(?:status|date|deciders?|decision[- ]makers?)\b/i.test(line)
      kept.push(line, '')
      continue
    }
    if (isKept && fence === '' && mark === '') kept.push(line)
  }
  return kept.join('\n')
}
