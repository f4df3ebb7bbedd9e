import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { progressiveJpeg } from '../../sketches/drivers/images-bombs.ts'
import { picture } from '../../sketches/drivers/images-pictures.ts'
import { start } from '../../sketches/images/index.ts'
import { findBrowser, openBrowser } from '../site/browser.ts'

const executable = findBrowser()

test('a person drops a picture and sees its results; what is no picture is refused in words', async (context) => {
  if (executable === null) return context.skip('no browser is installed')
  await using images = await start({
    workers: 2,
    killable: true,
    maxAttempts: 1,
    jobBytesMax: 300 << 20,
  })
  const browser = await openBrowser(executable)
  await using _ = { [Symbol.asyncDispose]: () => browser.close() }
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(images.addresses.page)
  await page.getByText('with a GPU they are untested').waitFor()

  await page.fill('#plan', 'small:60:webp:sharpen,square:40x40:png,tiny:30:avif')
  await drop(page, 'beach.jpg', await picture({ width: 240, height: 160 }))
  const job = page.locator('article').first()
  await job.locator('figure').nth(2).waitFor()
  expect(await job.locator('p').textContent()).toBe('beach.jpg: done, 3 of 3')
  await page.waitForFunction(() =>
    [...document.querySelectorAll('img')].every(({ complete }) => complete),
  )
  const drawn = await job
    .locator('img')
    .evaluateAll((shown: HTMLImageElement[]) =>
      shown.map(({ alt, naturalWidth, naturalHeight }) => [alt, naturalWidth, naturalHeight]),
    )
  expect(drawn).toEqual([
    ['small of beach.jpg', 60, 40],
    ['square of beach.jpg', 40, 40],
    ['tiny of beach.jpg', 30, 20],
  ])
  expect(complaints).toEqual([])

  await drop(page, 'notes.txt', Buffer.from('no picture at all'))
  await page.getByText('notes.txt: refused. The upload is text').waitFor()
  // Dropped beside the box, or it would take the place of the page.
  const isHeld = await page.evaluate(() => {
    const letGo = new DragEvent('drop', { bubbles: true, cancelable: true })
    return !document.body.dispatchEvent(letGo)
  })
  expect(isHeld).toBe(true)

  // Needs more memory than a worker may hold, however often a person asks for it.
  await page.fill('#plan', 'a:24:jpeg')
  await drop(page, 'bomb.jpg', progressiveJpeg(7_000, 7_000, 3))
  const bomb = page.locator('article', { hasText: 'bomb.jpg: dead' })
  await bomb.getByText('bomb.jpg: dead, 0 of 1 (The job needs more').waitFor()
  await bomb.getByRole('button', { name: 'Try again' }).click()
  await bomb.getByText('bomb.jpg: dead, 0 of 1, attempt 2').waitFor()
  await page.click('#kill')
  await page.getByText(/Worker \d+ was killed|There is no worker/).waitFor()
}, 150_000)

/** As if a person let go of a file above the page. */
async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([bytes, called]) => {
      const data = new DataTransfer()
      const binary = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))
      data.items.add(new File([binary], called))
      return data
    },
    [content.toString('base64'), name] as const,
  )
  await page.dispatchEvent('#drop', 'drop', { dataTransfer: transfer })
}
