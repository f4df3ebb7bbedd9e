import { findBrowser } from '../../site/browser.ts'
import { measureFrames } from './frames.ts'
import { measureBuilds } from './records.ts'

/** What a turned input costs in a browser, and what the site's own work adds to a plain build. */
const executable = findBrowser()
if (executable === null) process.stdout.write('no browser found: no frames are measured\n')
else process.stdout.write(`${await measureFrames(executable)}\n`)
process.stdout.write(`${await measureBuilds()}\n`)
