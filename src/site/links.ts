import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import type { SiteSettings } from './settings.ts'

/** A link of the built site that leads nowhere. */
export interface DeadLink {
  /** The page, relative to the folder of the site. */
  page: string
  link: string
  reason: string
}

/** Fails the build when a link between pages, or to a place within one, is dead. */
export function checkedLinks(settings: SiteSettings): AstroIntegration {
  return {
    name: 'holdfast-links',
    hooks: {
      'astro:build:done': ({ dir, logger }) => {
        const dead = findDeadLinks(fileURLToPath(dir), settings.base)
        if (dead.length === 0) return logger.info('every link between pages leads somewhere')
        const lines = dead.map(({ page, link, reason }) => `  ${page}: ${link} (${reason})`)
        throw new Error(`${dead.length} dead links in the built site\n${lines.join('\n')}`)
      },
    },
  }
}

export function findDeadLinks(folder: string, base: string): DeadLink[] {
  const files = new Set(
    globSync('**/*.*', { cwd: folder }).map((file) => file.replaceAll('\\', '/')),
  )
  const pages = [...files].filter((file) => file.endsWith('.html')).sort()
  const read = new Map(pages.map((page) => [page, readPage(join(folder, page))]))
  // Links of the frame stand on every page; they are judged once.
  const judged = new Map<string, string | null>()
  const dead: DeadLink[] = []
  for (const [page, { links }] of read)
    for (const link of links) {
      const place = link.startsWith('/') ? link : `${page} ${link}`
      if (!judged.has(place)) judged.set(place, judge(link, { page, base, files, read }))
      const reason = judged.get(place) ?? null
      if (reason !== null) dead.push({ page, link, reason })
    }
  return dead
}

interface BuiltPage {
  links: string[]
  ids: Set<string>
}

function readPage(file: string): BuiltPage {
  const text = readFileSync(file, 'utf8')
  return {
    links: [
      ...valuesOf(text, /<(?:a|area|img|link|script|source)\b[^>]*?\s(?:href|src)="([^"]*)"/g),
    ],
    ids: valuesOf(text, /\sid="([^"]*)"/g),
  }
}

/** The frame of a page names every other page, so this runs some hundred times a page. */
function valuesOf(text: string, pattern: RegExp): Set<string> {
  const values = new Set<string>()
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text))
    values.add(decodeEntities(found[1] ?? ''))
  return values
}

const decodeEntities = (text: string): string =>
  text.includes('&')
    ? text
        .replace(/&(amp|#38|#x26);/g, '&')
        .replace(/&(quot|#34|#x22);/g, '"')
        .replace(/&#39;/g, "'")
    : text

interface Site {
  page: string
  base: string
  files: Set<string>
  read: Map<string, BuiltPage>
}

/** Why a link is dead, or null. Links to other sites are not followed. */
function judge(link: string, { page, base, files, read }: Site): string | null {
  if (/^(calc|measured|derived|uncounted|plot):/.test(link)) return 'nothing was drawn for it'
  if (/^([a-z][a-z+.-]*:|\/\/)/i.test(link)) return null
  const [address = '', fragment] = link.split('#')
  const own = posix.join(base, page.replace(/index\.html$/, ''))
  const whole = decodeURI(
    address === '' ? own : posix.join('/', resolve(own, address.split('?')[0] ?? '')),
  )
  if (!`${whole}/`.startsWith(base)) return `outside ${base}`
  const inside = address === '' ? page : fileOf(files, whole.slice(base.length))
  if (inside === null) return 'no such page'
  if (fragment === undefined || fragment === '' || fragment === '_top') return null
  return read.get(inside)?.ids.has(decodeURIComponent(fragment)) === false ? 'no such place' : null
}

const resolve = (own: string, address: string): string =>
  address.startsWith('/') ? address : posix.join(own.replace(/[^/]*$/, ''), address)

function fileOf(files: Set<string>, path: string): string | null {
  const names = [path, posix.join(path, 'index.html'), `${path}.html`]
  return names.map((name) => name.replace(/^\//, '')).find((name) => files.has(name)) ?? null
}
