import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { serve } from '../../src/site/serve.ts'
import { findBrowser, openBrowser } from './browser.ts'

/**
 * Pictures of a built site, to be looked at: `node tests/site/screenshots.ts --folder dist --out shots`.
 * Pages are given as words; without any, one of each kind.
 */
const kinds = ['', 'adrs/', 'calculations/', 'evidence/', 'services/', 'guides/reading/', '404/']
const forms = {
  desktop: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', deviceScaleFactor: 2 },
} as const

export interface Wanted {
  folder: string
  out: string
  base?: string
  pages?: readonly string[]
  executable: string
}

/** Returns the pictures' names, a page by a form. */
export async function takeScreenshots(wanted: Wanted): Promise<string[]> {
  const { folder, out, base = '/', pages = kinds, executable } = wanted
  mkdirSync(out, { recursive: true })
  const site = await serve({ folder, base, port: 0 })
  const browser = await openBrowser(executable)
  const taken: string[] = []
  for (const [form, options] of Object.entries(forms)) {
    const context = await browser.newContext(options)
    for (const path of pages) {
      const page = await context.newPage()
      await page.goto(site.url + path, { waitUntil: 'load' })
      await page.evaluate(async () => void (await document.fonts.ready))
      const name = `${path.replace(/\/$/, '').replaceAll('/', '-') || 'home'}-${form}.png`
      await page.screenshot({ path: join(out, name), fullPage: true })
      taken.push(name)
      await page.close()
    }
    await context.close()
  }
  await browser.close()
  await site.close()
  return taken
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      folder: { type: 'string', default: 'dist' },
      out: { type: 'string', default: '.holdfast/screenshots' },
      base: { type: 'string', default: '/' },
    },
  })
  const executable = findBrowser()
  if (executable === null) throw new Error('no browser found: install chromium-headless-shell')
  const pages = positionals.length > 0 ? { pages: positionals } : {}
  const taken = await takeScreenshots({ ...values, ...pages, executable })
  process.stdout.write(`${taken.length} pictures in ${values.out}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run()
