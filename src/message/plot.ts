import { says } from './template.ts'

/** What is wrong with a plot, as written or with the value that it is to draw. */
export const plotMessages = {
  'plot-name': says<{ written: string }>(
    'error',
    ({ written }) => `a plot of no name: ![…](${written})`,
    () => 'name what is to be drawn, then members: ![Delivery times](plot:delivery)',
  ),
  'plot-words': says<{ written: string }>(
    'error',
    ({ written }) => `a plot without words: ![](${written})`,
    ({ written }) =>
      `say what it shows, for who does not see it: ![Delivery times by percentile](${written})`,
  ),
  'plot-place': says<{ written: string }>(
    'error',
    ({ written }) => `a plot within a paragraph: ![…](${written})`,
    () => 'leave an empty line before and behind it',
  ),
  'plot-link': says<{ written: string; words: string }>(
    'error',
    ({ written }) => `a plot that is no inline image: ${written}`,
    ({ written, words }) => `write ![${words}](${written})`,
  ),
  'plot-scheme': says<{ written: string; meant: string }>(
    'error',
    ({ written }) => `unknown scheme of an image: ${written}:`,
    ({ meant }) => `write ${meant}: to draw the value of a name`,
  ),
  'plot-unknown': says<{ name: string; cure: string }>(
    'error',
    ({ name }) => `a plot of ${name}, which no code declares`,
    ({ cure }) => cure,
  ),
  'plot-value': says<{ name: string; why: string }>(
    'error',
    ({ name, why }) => `${name} cannot be drawn: ${why}`,
    () =>
      'draw a distribution, an object of distributions or of amounts of one unit, or a list of objects whose first amount runs along',
  ),
}
