import { join } from 'node:path'
import { check } from '../../../src/check/check.ts'
import { serve } from '../../../src/site/serve.ts'
import { openBrowser } from '../../site/browser.ts'
import { buildProject, createProject } from '../../site/project.ts'

const presses = 40
const budgetMs = 4

/** Turns an input of a page with 50 claims, and times what each frame has to do. */
export async function measureFrames(executable: string): Promise<string> {
  using project = createProject()
  const path = 'calculations/fifty.md'
  project.write(path, fiftyClaims())
  const { verdicts } = await check({ root: project.root, paths: [path], complete: false })
  const built = await buildProject(project, { HOLDFAST_PREVIEW: '1' })
  if (built.code !== 0) throw new Error(built.output)
  const site = await serve({ folder: join(project.root, 'dist'), port: 0 })
  const browser = await openBrowser(executable)
  try {
    const page = await browser.newPage()
    await page.addInitScript(timeFrames)
    await page.goto(`${site.url}calculations/fifty/`)
    await page.locator('.live input[type=range]').first().focus()
    for (let press = 0; press < presses; press++) {
      await page.keyboard.press('ArrowRight')
      await page.waitForTimeout(40)
    }
    await page.waitForTimeout(500)
    const times = await page.evaluate(() => window.frames_)
    const sorted = times.sort((a, b) => a - b)
    const at = (share: number): string =>
      (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1)
    const over = sorted.filter((each) => each > budgetMs).length
    return `${verdicts[0]?.claims.length} claims, ${times.length} frames: median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms, ${over} over ${budgetMs} ms`
  } finally {
    await browser.close()
    await site.close()
  }
}

declare global {
  interface Window {
    frames_: number[]
  }
}

/** Runs in the page, before its own scripts. */
function timeFrames(): void {
  const times: number[] = []
  window.frames_ = times
  const ask = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (run) =>
    ask((now) => {
      const start = performance.now()
      run(now)
      times.push(performance.now() - start)
    })
}

/** Forty sums of one number and ten of a range, on ten inputs. */
function fiftyClaims(): string {
  const inputs = Array.from(
    { length: 10 },
    (_, at) => `const a${at} = q('1${at} ops') // source: the bench`,
  )
  const sums = Array.from(
    { length: 40 },
    (_, at) => `const b${at} = a0.times(${at + 1}).plus(a${at % 10})`,
  )
  const ranges = Array.from(
    { length: 10 },
    (_, at) => `const c${at} = a${at}.times(share).plus(a0)`,
  )
  const claims = [
    ...sums.map((_, at) => `* [${10 * (at + 1) + 10 + (at % 10)} ops](calc:b${at})`),
    ...ranges.map((_, at) => `* [${(10 + at) * 1 + 10} to ${(10 + at) * 2 + 10} ops](calc:c${at})`),
  ]
  const code = [...inputs, "const share = q('1 to 2') // source: the bench", ...sums, ...ranges]
  return `# Fifty claims\n\nTo be turned.\n\n\`\`\`ts\n${code.join('\n')}\n\`\`\`\n\n${claims.join('\n')}\n`
}
