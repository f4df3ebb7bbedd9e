import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkitten'

/** The size that diagrams are drawn in, in user units. */
export const fontSize = 15
export const lineHeight = 1.25

let font: Font | null = null

/** The width of a text as the reader's browser will set it: in the very font that the site serves. */
export function measureText(text: string, size: number): number {
  font ??= loadFont()
  const units = font.glyphsForString(text).reduce((sum, glyph) => sum + glyph.advanceWidth, 0)
  return (units / font.unitsPerEm) * size
}

function loadFont(): Font {
  const file = '@fontsource-variable/roboto-slab/files/roboto-slab-latin-wght-normal.woff2'
  const opened = create(readFileSync(createRequire(import.meta.url).resolve(file)))
  if ('fonts' in opened) throw new Error(`${file} is a collection of fonts; one font was expected`)
  return opened
}
