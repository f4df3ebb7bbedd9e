/** What a `file=` fence shows: the lines between `// #region NAME` and its `// #endregion`, or the whole file. */
export function regionOf(text: string, region: string | null): string[] | null {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  if (region === null) return withoutIndentation(lines)
  const start = lines.findIndex((line) => opening(line) === region)
  if (start < 0) return null
  let depth = 1
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (opening(line) !== null) depth++
    else if (/^\s*\/\/\s*#endregion\b/.test(line)) depth--
    if (depth === 0)
      return withoutIndentation(
        lines
          .slice(start + 1, index)
          .filter((each) => opening(each) === null && !/^\s*\/\/\s*#endregion\b/.test(each)),
      )
  }
  return null
}

const opening = (line: string): string | null =>
  line.match(/^\s*\/\/\s*#region\s+([\w-]+)\s*$/)?.[1] ?? null

/** Names of the regions of a file, for suggestions. */
export const regionNames = (text: string): string[] =>
  text.split(/\r\n|\n|\r/).flatMap((line) => opening(line) ?? [])

/** The same lines without the indentation that all of them share; empty lines share any. */
export function withoutIndentation(lines: string[]): string[] {
  const depths = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length)
  const common = depths.length === 0 ? 0 : Math.min(...depths)
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(common)))
}
