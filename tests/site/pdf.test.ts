import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { printBook } from '../../src/site/pdf/book.ts'
import { press } from '../../src/site/pdf/press.ts'
import { readSettings } from '../../src/site/settings.ts'
import { temporaryProject } from '../project/project.ts'
import { calculation } from './book-example.ts'

const index = `---
title: Two queues # and "one" \\ answer
description: What to build.
---

${calculation}

With [20 %](calc:spare) to spare, of [37.5 connections](calc:busy).

![How long calls take](plot:waits)

| Company | It's #1 *for* |
| --- | ---: |
| A, _chat_ | [45 connections](calc:pool) |

- one
  - within
1. first

> quoted, with \`code\` and ~~what is gone~~

\`\`\`mermaid
flowchart LR
  a[client] --> b[server]
\`\`\`
`
const chat = `---
title: The chat
description: A.
sidebar:
  order: 2
---

## Summary

Nothing is measured here.
`

const second = 1_700_000_000

async function printed(
  files: Record<string, string>,
): Promise<{ source: string; root: string } & AsyncDisposable> {
  const named = Object.entries(files).map(([name, text]) => [
    `src/content/docs/report/${name}`,
    text,
  ])
  const project = await temporaryProject(Object.fromEntries(named))
  await check({ root: project.root, paths: [], complete: false })
  const source = (await printBook(project.root, readSettings(project.root, {}))) ?? ''
  return { source, root: project.root, [Symbol.asyncDispose]: () => project[Symbol.asyncDispose]() }
}

test('a report becomes a book: chapters, claims with their evidence, tables, pictures', async () => {
  await using book = await printed({ 'index.md': index, 'chat.md': chat })
  // Without its style a line is a black area.
  for (const rule of ['.series path', '.bar', '.grid', '.axis'])
    expect(book.source).toMatch(new RegExp(`\\.plot \\${rule} *\\{[^}]*(?:stroke|fill): #`))
  expect(book.source).toMatch(/\.plot \.series path *\{[^}]*fill: none/)
  expect(book.source).not.toContain('var(--')
  // What is refuted is told by its colour too, a link within the report leads to its chapter, and a heading opens something.
  expect(book.source).toContain('#text(fill: rgb("#7b3a75"))[#"50";];#footnote[')
  expect(book.source).toContain('#link(<chapter-src-content-docs-report-chat-md>)[#"the chat";]')
  expect(book.source).toMatch(
    /#block\(breakable: false, above: [^)]*\)\[#heading\(level: 2\)\[#"Summary";\];\n\n#"Nothing/,
  )
  const notes = [...book.source.matchAll(/#footnote\[#"([^"]*)"/g)].map(([, note]) => note)
  expect(notes).toEqual([
    'Calculated: pool = 45 connections; accepts 44.5 to 45.5 connections; src/content/docs/report/index.md, line 12.',
    'Refuted, as stated; calculated: pool = 45; accepts anything but 49.5 to 50.5; src/content/docs/report/index.md, line 12.',
    'Given: spare = 20 %; accepts 19.5 to 20.5 %; src/content/docs/report/index.md, line 11.',
    'Given: busy = 37.5 connections; accepts 37.45 to 37.55 connections; src/content/docs/report/index.md, line 10.',
    'Calculated: pool = 45 connections; accepts 44.5 to 45.5 connections; src/content/docs/report/index.md, line 12.',
  ])
  const pdf = press(book.source, { root: book.root, second })
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(press(book.source, { root: book.root, second }).equals(pdf)).toBe(true)
  await validate(join(book.root, 'report.pdf'), pdf)
})

/** veraPDF looks at what Typst promises, where somebody has installed it. */
async function validate(file: string, pdf: Buffer): Promise<void> {
  await writeFile(file, pdf)
  const { error, stdout } = spawnSync('verapdf', ['--flavour', 'ua1', file], { encoding: 'utf8' })
  if (error === undefined) expect(stdout).toContain('isCompliant="true"')
}

test('a picture without words breaks PDF/UA, and is no book', async () => {
  const source = `#set document(title: "A")\n#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>"), format: "svg")`
  expect(() => press(source, { root: '/', second })).toThrow(/alternative|alt/)
})

test('what Typst only warns of is no book either', () => {
  const head = '#set document(title: "A")\n'
  const restless =
    '#context { let n = counter("n").final().at(0); if n < 99 [#counter("n").update(n + 1)] }'
  expect(() => press(head + restless, { root: '/', second })).toThrow('did not converge')
  const font = '#set text(font: "No such letters")\nA'
  expect(() => press(head + font, { root: '/', second })).toThrow('unknown font family')
})

test('what a book cannot show is refused at its place', async () => {
  const text = `${chat}\nA note.[^1]\n\n[^1]: Below.\n`
  await expect(printed({ 'index.md': index, 'chat.md': text })).rejects.toThrow(
    'src/content/docs/report/chat.md:12:8 the PDF of the report cannot show footnoteReference',
  )
})
