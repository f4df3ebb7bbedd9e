import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const known = [
  process.env.HOLDFAST_BROWSER ?? '',
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
]

/** The browser of this machine; null where there is none. On CI a missing browser is a failure. */
export function findBrowser(): string | null {
  const found = known.find((file) => file !== '' && existsSync(file)) ?? null
  if (found === null && process.env.CI === 'true')
    throw new Error('no browser found: install chromium-headless-shell')
  return found
}

export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}
