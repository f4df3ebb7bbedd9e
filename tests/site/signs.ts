import { describe, expect, test } from 'vitest'

/** Each sign with the words beside it. */
const signsIn = (html: string): string[][] =>
  [
    ...html.matchAll(
      /class="standing" data-standing="(\w+)">\s*<svg class="sign" data-standing="(\w+)"[\s\S]*?<\/svg>\s*<span>([^<]*)/g,
    ),
  ].map(([, outer = '', sign = '', words = '']) => [outer, sign, words])

const between = (html: string, from: string, to: string): string => {
  const at = html.indexOf(from)
  return at < 0 ? '' : html.slice(at, html.indexOf(to, at))
}

/** Signs say what the check said, wherever they stand: what fails must never look as if it held. */
export function signsTell(page: (path: string) => string): void {
  const chat = (): string => page('calculations/chat/index.html')
  const pool = 'claim-pool-mid'
  describe('a sign', () => {
    test.each([
      [pool, 'holds', 'Holds'],
      [`${pool}-2`, 'refuted', 'Refuted, as stated'],
      [`${pool}-3`, 'fails', 'Fails'],
      ['claim-cliff', 'stale', 'Stale'],
      ['claim-eight', 'untested', 'Untested'],
    ])('and the card of %s say: %s', (id, standing, words) => {
      const claim = between(chat(), `<span class="claim" id="${id}"`, '</button>')
      expect(claim).toContain(`<svg class="sign" data-standing="${standing}"`)
      const head = between(chat(), `<div class="card" id="${id}-card"`, '<button')
      expect(signsIn(head)).toEqual([[standing, standing, words]])
    })
    test('stands in the tally of a page, in the log and on the first page', () => {
      expect(signsIn(between(chat(), '<p class="tally"', '</p>'))).toEqual([
        ['holds', 'holds', '10 hold'],
        ['refuted', 'refuted', '1 refuted, as stated'],
        ['fails', 'fails', '1 fails'],
        ['stale', 'stale', '1 stale'],
        ['untested', 'untested', '1 untested'],
      ])
      const home = between(page('index.html'), '<ul class="balance"', '</ul>')
      expect(signsIn(home)).toEqual([
        ['holds', 'holds', '15 hold'],
        ['refuted', 'refuted', '1 refuted, as stated'],
        ['fails', 'fails', '1 fails'],
        ['stale', 'stale', '1 stale'],
        ['untested', 'untested', '1 untested'],
      ])
      const log = page('adrs/index.html')
      const row = (status: string) => signsIn(between(log, `<tr data-status="${status}"`, '</tr>'))
      expect(row('superseded')).toEqual([['unchecked', 'unchecked', '1']])
      expect(row('proposed')).toEqual([['holds', 'holds', '1']])
    })
    test('is that of a plot and of an expectation too', () => {
      const figure = between(
        page('adrs/003-queue-for-uploads/index.html'),
        '<figure class="matrix shown',
        '<code>',
      )
      expect(signsIn(figure)).toEqual([['stale', 'stale', 'Stale']])
      expect(chat()).toContain(
        'class="expected" data-standing="fails" role="img" aria-label="Fails: value 250 messages/s"',
      )
    })
  })
}
