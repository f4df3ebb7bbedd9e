import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Verdicts } from '../evidence/verdicts.ts'
import { previewSite } from './site.ts'

const shown = ['*.{json,mjs,ts}', '{adrs,calculations,sketches,src}/**/*']

/** Hash of all that the pages of a site are made from; verdicts count without the time at which they were reached. */
export function siteKey(root: string, verdicts: Verdicts[]): string {
  const hash = createHash('sha256')
  const settings = Object.entries(process.env).filter(([name]) => /^HOLDFAST_(?!TEST_)/.test(name))
  hash.update(JSON.stringify([verdicts.map(timeless), settings.toSorted(), process.version]))
  for (const file of globSync(shown, { cwd: root, withFileTypes: true }).toSorted(byPath)) {
    if (!file.isFile()) continue
    const path = join(file.parentPath, file.name)
    hash.update(`\0${path}\0`).update(contentOf(path))
  }
  return hash.digest('hex')
}

/** What is being deleted while the site is looked after is no page of it. */
function contentOf(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch {
    return new Uint8Array()
  }
}

const timeless = (verdicts: Verdicts): Verdicts => ({ ...verdicts, checkedAt: '' })

interface Entry {
  parentPath: string
  name: string
}

const pathOf = ({ parentPath, name }: Entry): string => join(parentPath, name)
const byPath = (a: Entry, b: Entry): number => (pathOf(a) < pathOf(b) ? -1 : 1)

const keyFile = (root: string): string => join(root, `${previewSite}.key`)

/** The preview that lies there was built from the very same things. */
export function isCurrentPreview(root: string, key: string): boolean {
  if (!existsSync(join(root, previewSite, 'index.html')) || !existsSync(keyFile(root))) return false
  return readFileSync(keyFile(root), 'utf8') === key
}

export function keepPreviewKey(root: string, key: string): void {
  writeFileSync(keyFile(root), key)
}
