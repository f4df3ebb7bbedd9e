import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Document, Fence } from '../document/document.ts'
import { regionNames, regionOf, withoutIndentation } from '../document/region.ts'
import { type Message, type Place, report } from '../message/message.ts'
import { nearest } from '../message/nearest.ts'

/** A `file=` fence beside what the file says now. */
export interface Shown {
  fence: Fence
  /** The lines that should stand in the fence; null where file or region is not there. */
  lines: string[] | null
  message: Message | null
}

/** Compares each `file=` fence of a document with its file; equal but for the indentation that all lines share. */
export async function checkFiles(root: string, document: Document): Promise<Shown[]> {
  const fences = document.fences.filter(({ use }) => use.use === 'file')
  return Promise.all(fences.map((fence) => compare(root, document, fence)))
}

async function compare(root: string, document: Document, fence: Fence): Promise<Shown> {
  if (fence.use.use !== 'file') throw new Error('only file= fences are compared')
  const { file, region } = fence.use
  const { path } = document
  const { line, column } = fence.span
  const place = { path, line, column }
  const text =
    file.startsWith('/') || file.includes('..')
      ? null
      : await readFile(join(root, file), 'utf8').catch(() => null)
  if (text === null) {
    const at = placeOnOpening(document, fence, file)
    return { fence, lines: null, message: report('file-missing', at, { file }) }
  }
  const lines = regionOf(text, region)
  if (lines === null) {
    const names = regionNames(text)
    const meant = nearest(region ?? '', names) ?? names.join(', ')
    return {
      fence,
      lines: null,
      message: report('region-missing', placeOnOpening(document, fence, `#${region}`), {
        file,
        region: region ?? '',
        meant,
      }),
    }
  }
  const shown = withoutIndentation(fence.lines.map((each) => each.text))
  const at = lines.findIndex((each, index) => each.trimEnd() !== shown[index]?.trimEnd())
  const differs = at >= 0 ? at : shown.length > lines.length ? lines.length : -1
  if (differs < 0) return { fence, lines, message: null }
  const first = fence.lines[differs]
  const where = first ? { path, line: first.line, column: first.column } : place
  return {
    fence,
    lines,
    message: report('file-differs', where, {
      file,
      region: region === null ? '' : `#${region}`,
      path,
    }),
  }
}

/** What the opening line of a fence names, where it stands there. */
function placeOnOpening({ path, text }: Document, { span }: Fence, part: string): Place {
  const opening = text.slice(span.offset).match(/^[^\r\n]*/)?.[0] ?? ''
  const index = Math.max(0, opening.lastIndexOf(part))
  return { path, line: span.line, column: span.column + index, length: part.length }
}
