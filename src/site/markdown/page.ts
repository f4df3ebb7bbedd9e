import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Verdicts } from '../../evidence/verdicts.ts'
import { readSettings, type SiteSettings } from '../settings.ts'
import { readVerdicts } from '../verdicts.ts'

/** The file that is being drawn, as unified hands it over. */
export interface DrawnFile {
  path?: unknown
  value: unknown
}

/** What every plugin needs to know of the page that is being drawn. */
export interface Page {
  root: string
  /** Of the document, relative to the root. */
  path: string
  /** Lines that stand above the tree's first line: Astro takes the front matter away before it parses. */
  linesAbove: number
  settings: SiteSettings
  verdicts: Verdicts | null
}

const pages = new WeakMap<DrawnFile, Page>()

export function pageOf(file: DrawnFile, root: string): Page {
  const known = pages.get(file)
  if (known !== undefined) return known
  const path = pathOf(file, root)
  const page = {
    root,
    path,
    linesAbove: countLinesAbove(file),
    settings: readSettings(root),
    verdicts: readVerdicts(root, path),
  }
  pages.set(file, page)
  return page
}

/** Astro hands over an address where the types say a path. */
function pathOf(file: DrawnFile, root: string): string {
  return relative(root, fileOf(file)).replaceAll('\\', '/')
}

function fileOf(file: DrawnFile): string {
  const path = String(file.path ?? '')
  return path.startsWith('file:') ? fileURLToPath(path) : path
}

function countLinesAbove(file: DrawnFile): number {
  const name = fileOf(file)
  if (!existsSync(name)) return 0
  const whole = readFileSync(name, 'utf8')
  const start = whole.lastIndexOf(String(file.value))
  return start <= 0 ? 0 : whole.slice(0, start).split('\n').length - 1
}
