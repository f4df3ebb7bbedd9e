/** Keys of front matter whose words a reader sees. */
const shown = /^(?:title|description|sidebar|banner|hero|prev|next)$/

/** Below them, what is a place, a switch or a style. */
const noWords =
  /(?<=^[ \t]+(?:-[ \t]+)?|[{,][ \t]*)(["']?)(?:order|hidden|link|href|icon|file|class|variant)\1[ \t]*:[^\n\r,}]*/gm

/** What begins an entry of the outermost mapping. */
const entry = /^(["']?)([\w-]+)\1[ \t]*:/

/** The front matter with everything blanked that no reader sees; of what is written in rarer ways all is seen. */
export function shownFrontMatter(raw: string): string {
  const isPlain = !/^[{?]|[:\s]\*\w|^<<[ \t]*:/m.test(raw)
  let isShown = !isPlain
  const lines = raw.split(/(?<=\n)/).map((line) => {
    const key = entry.exec(line)?.[2]
    if (isPlain && key !== undefined) isShown = shown.test(key)
    return isShown && !line.startsWith('#') ? line : blanks(line)
  })
  return lines.join('').replace(noWords, blanks)
}

const blanks = (text: string): string => text.replace(/[^\n\r]/g, ' ')
