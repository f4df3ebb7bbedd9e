/** Keys of front matter whose words a reader sees: texts, and mappings that hold some. */
const shown = /^(?:title|description|sidebar|banner|hero|prev|next)$/
const mappings = /^(?:sidebar|banner|hero|prev|next)$/

/** Below these mappings, what is a place, a switch or a style; a text may hold the same words. */
const noWords =
  /(?<=^[ \t]+(?:-[ \t]+)?|[{,][ \t]*)(["']?)(?:order|hidden|link|href|icon|file|class|variant)\1[ \t]*:[^\n\r,}]*/g

/** What begins an entry of the outermost mapping. */
const entry = /^(["']?)([\w-]+)\1[ \t]*:/

/** A mapping in braces, a key behind `?`, a merge, and an alias, which stands where a value begins. */
const rare = /^[{?]|[:-]\s+(?:[[{]\s*)*\*\w|^<<[ \t]*:/m

/** The front matter with everything blanked that no reader sees; of what is written in rarer ways all is seen. */
export function shownFrontMatter(raw: string): string {
  const isRare = rare.test(raw)
  let key = ''
  const lines = raw.split(/(?<=\n)/).map((line) => {
    key = entry.exec(line)?.[2] ?? key
    if (line.startsWith('#') || !(isRare || shown.test(key))) return blanks(line)
    if (isRare) return line
    return mappings.test(key) ? line.replace(noWords, blanks) : line
  })
  return lines.join('')
}

const blanks = (text: string): string => text.replace(/[^\n\r]/g, ' ')
