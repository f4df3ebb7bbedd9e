import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** One replacement in a document's text; offsets count UTF-16 units, without a byte order mark. */
export interface Edit {
  path: string
  offset: number
  endOffset: number
  /** What stands there now: a file that changed in between is not written. */
  old: string
  text: string
}

/** The text with the edits in it, every other character as it was. */
export function applyEdits(text: string, edits: Edit[]): string {
  let result = ''
  let done = 0
  for (const { offset, endOffset, old, text: replacement } of edits.toSorted(
    (a, b) => a.offset - b.offset,
  )) {
    if (offset < done || text.slice(offset, endOffset) !== old)
      throw new Error('edits overlap, or the text has changed')
    result += text.slice(done, offset) + replacement
    done = endOffset
  }
  return result + text.slice(done)
}

/** Writes the edits, file by file and each file whole, and keeps a patch that undoes them; answers its path. */
export async function writeEdits(root: string, edits: Edit[]): Promise<string> {
  const byPath = Map.groupBy(edits, ({ path }) => path)
  const next: { path: string; before: string; after: string }[] = []
  for (const [path, ofFile] of byPath) {
    const before = await readFile(join(root, path), 'utf8')
    const mark = before.startsWith('\uFEFF') ? '\uFEFF' : ''
    next.push({ path, before, after: mark + applyEdits(before.slice(mark.length), ofFile) })
  }
  const undo = join(
    root,
    '.holdfast',
    'undo',
    `${new Date().toISOString().replace(/[:.]/g, '-')}.patch`,
  )
  await mkdir(dirname(undo), { recursive: true })
  await writeFile(
    undo,
    next.map(({ path, before, after }) => linePatch(path, after, before)).join(''),
  )
  for (const { path, after } of next) await replaceFile(join(root, path), after)
  return undo
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`
  try {
    await writeFile(temporary, text, { flag: 'wx' })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

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
