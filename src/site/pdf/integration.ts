import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { readHistory } from '../history.ts'
import type { SiteSettings } from '../settings.ts'
import { printBook } from './book.ts'
import { canPress, press, reportFile } from './press.ts'

/** Prints the report beside the pages, from the same text and the same verdicts. */
export function printedReport(root: string, settings: SiteSettings): AstroIntegration {
  return {
    name: 'holdfast-report',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        if (!canPress()) return logger.warn(`${reportFile} is left out: no Typst for this platform`)
        const pdf = await printReport(root, settings)
        if (pdf === null) return
        writeFileSync(join(fileURLToPath(dir), reportFile), pdf)
        logger.info(`${reportFile}: ${Math.round(pdf.length / 1000)} KB`)
      },
    },
  }
}

/** The bytes of the report's PDF, which only text, verdicts and history decide; null where there is no report. */
export async function printReport(root: string, settings: SiteSettings): Promise<Buffer | null> {
  const source = await printBook(root, settings)
  return source === null ? null : press(source, { root, second: lastChange(root) })
}

/** A book is as old as the last change of what it is printed from, so that printing it again changes nothing. */
function lastChange(root: string): number {
  const times = [...readHistory(root).values()].map((date) => date.getTime())
  return Math.floor(Math.max(0, ...times) / 1000)
}
