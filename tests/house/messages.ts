import { isCode, lineOf, type SourceFile } from './files.ts'

export const messagePage = 'src/content/docs/reference/messages.md'

/** Each id has one heading on the page, `### claim-differs`, and each such heading is an id. */
export function wronglyDocumented(ids: string[], files: SourceFile[]): string[] {
  const page = files.find(({ path }) => path === messagePage) ?? { path: messagePage, text: '' }
  const headings = [...page.text.matchAll(/^#{2,4}\s+`?([a-z]+(?:-[a-z]+)+)`?\s*$/gm)].map(
    (match) => ({
      id: match[1] ?? '',
      place: lineOf(page, match.index),
    }),
  )
  const missing = ids
    .filter((id) => !headings.some((heading) => heading.id === id))
    .map((id) => `${page.path}: no heading "### ${id}"`)
  const unknown = headings
    .filter(({ id }) => !ids.includes(id))
    .map(({ id, place }) => `${place}: ${id} is no message`)
  const doubled = headings
    .filter(({ id }, index) => headings.findIndex((other) => other.id === id) !== index)
    .map(({ id, place }) => `${place}: ${id} is documented twice`)
  return [...missing, ...unknown, ...doubled]
}

/** Each id is given somewhere in src, and seen in a test or a specimen. */
export function neverRaised(ids: string[], files: SourceFile[]): string[] {
  const sources = files.filter(
    (file) => /^src\/(?!message\/|content\/)/.test(file.path) && isCode(file),
  )
  const tests = files.filter(({ path }) => /^tests\/(?!house)/.test(path))
  return ids.flatMap((id) => [
    ...(sources.some(({ text }) => text.includes(`'${id}'`))
      ? []
      : [`${id}: nothing in src reports it`]),
    ...(tests.some(({ text }) => isNamed(id, text))
      ? []
      : [`${id}: no test and no specimen raises it`]),
  ])
}

/** `claim-unit` is not named by `claim-unit-missing`. */
const isNamed = (id: string, text: string): boolean =>
  new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(text)
