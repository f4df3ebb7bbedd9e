import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chat, start } from '../../../sketches/chat/index.ts'
import { findBrowser, openBrowser } from '../../site/browser.ts'
import { until } from '../processes.ts'

const program = findBrowser()
let chat: Chat
beforeAll(async () => {
  chat = await start({ processes: 2, killable: true })
}, 60_000)
afterAll(() => chat[Symbol.asyncDispose]())

test.skipIf(program === null)(
  'two people talk on the page, one kills the process that serves her, and nothing is missing',
  async () => {
    await using browser = await openBrowser(program ?? '')
    const [ann, ben] = await Promise.all([open('Ann'), open('Ben')])
    await ann.page.getByText('2 here: Ann, Ben').waitFor()
    await ann.say('hello')
    await ben.page.getByText('Ann: hello').waitFor()
    await ben.say('<b>hi</b>')
    await ann.page.getByText('Ben: <b>hi</b>').waitFor()

    const before = await ann.servedBy()
    await ann.page.getByRole('button', { name: 'Kill the process' }).click()
    // Said while she may be cut off: it waits, marked as not accepted yet, and goes when there is a process again.
    await ann.say('still there?')
    await until(async () => ![before, ''].includes(await ann.servedBy()), 30_000)
    await ben.page.getByText('Ann: still there?').waitFor()
    await until(async () => (await ann.page.locator('#messages .unsure').count()) === 0)
    await until(async () => (await ben.messages()).length === 3)
    const said = ['Ann: hello', 'Ben: <b>hi</b>', 'Ann: still there?']
    expect(await ann.messages()).toEqual(said)
    expect((await ben.messages()).toSorted()).toEqual(said.toSorted())
    expect([...ann.problems, ...ben.problems]).toEqual([])

    // Ben is on a phone, where a word that is longer than the screen must not widen the page.
    await ann.say('x'.repeat(120))
    await ben.page.getByText('xxxx').waitFor()
    expect(await ben.width()).toBe(320)

    async function open(name: string) {
      const page = await browser.newPage({ viewport: { width: 320, height: 640 } })
      const problems: string[] = []
      page.on('pageerror', (error) => problems.push(error.message))
      await page.goto(chat.addresses.page)
      await page.getByLabel('Name').fill(name)
      await page.getByRole('button', { name: 'Enter' }).click()
      await page.getByText('served by process').waitFor()
      return {
        page,
        problems,
        async say(text: string) {
          await page.getByLabel('Message', { exact: true }).fill(text)
          await page.getByRole('button', { name: 'Send' }).click()
        },
        async servedBy(): Promise<string> {
          const state = (await page.locator('#state').textContent()) ?? ''
          return /served by process (\d+)/.exec(state)?.[1] ?? ''
        },
        width: () => page.evaluate(() => document.documentElement.scrollWidth),
        messages: () => page.locator('#messages p').allTextContents(),
      }
    }
  },
  90_000,
)
