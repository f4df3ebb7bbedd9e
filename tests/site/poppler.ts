import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Whether poppler is on this machine, which reads a PDF as others do. On CI it has to be. */
export function hasPoppler(reader = 'pdfinfo'): boolean {
  const found = spawnSync(reader, ['-v']).error === undefined
  if (!found && process.env.CI === 'true')
    throw new Error(`no ${reader} found: install poppler-utils`)
  return found
}

/** What one of its programs prints of a file. */
export function poppler(program: string, ...values: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, values, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`${program} ${values.join(' ')}: ${stderr}`)
  return stdout
}

/** Dark dots, 72 to an inch, in a box in the middle of the page that ends just above a caption, 300 wide. */
export function inkAbove(caption: string, file: string, height: number): number {
  const found = [
    ...poppler('pdftotext', '-bbox', file, '-').matchAll(
      /<page |<word xMin="[^"]*" yMin="([\d.]+)"[^>]*>([^<]*)<\/word>/g,
    ),
  ].map(([, top, word]) => ({ top: Number(top), word }))
  const words = caption.split(' ')
  const at = found.findIndex((_, from) =>
    words.every((word, by) => found[from + by]?.word === word),
  )
  const page = String(found.slice(0, at).filter(({ word }) => word === undefined).length)
  const top = String(Math.round(found[at]?.top ?? 0) - height - 5)
  const box = ['-x', '150', '-y', top, '-W', '300', '-H', String(height)]
  const picture = file.replace(/\.pdf$/, '')
  const one = ['-singlefile', '-f', page, '-l', page, '-gray', '-r', '72']
  poppler('pdftoppm', ...one, ...box, file, picture)
  const dots = readFileSync(`${picture}.pgm`).subarray(-300 * height)
  return dots.filter((dot) => dot < 200).length
}
