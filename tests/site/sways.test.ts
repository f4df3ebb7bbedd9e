import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { Live } from '../../src/evidence/live.ts'
import { evidencePath, readWhole } from '../../src/evidence/store.ts'
import { rowsOf } from '../../src/site/live-rows.ts'
import { temporaryProject } from '../project/project.ts'

const path = 'calculations/load.md'
const page = `# Load

\`\`\`ts
const clients = q('2 thousand clients') // source: a test
const rate = q('1 message/client/s') // source: a test
const load = clients.times(rate)
\`\`\`

With [2,000 clients](calc:clients) it is [at most 9,000 messages/s](calc:load).

It is [at least 900 messages/s](calc:load).

It is [at most 3,000 messages/s](calc:load).

It is [at least 500 messages/s](calc:load).
`

test('the nearest two of the claims that an input breaks stand below it, and how many are further on', async () => {
  await using project = await temporaryProject({ [path]: page })
  const { root } = project
  const { verdicts, messages } = await check({ root, paths: [], complete: false })
  expect(messages.filter(({ severity }) => severity === 'error')).toEqual([])
  const live = await readWhole(evidencePath(root, 'live', path), Live)
  const rows = rowsOf(path, live ? [live] : [], verdicts[0] ?? null).flatMap(({ rows: all }) => all)
  const shown = String(rows.find(({ label }) => label === 'clients')?.sways).replace(
    /<[^>]*>/g,
    ' ',
  )
  expect(shown.match(/Breaks [^.]*/g)?.map((each) => each.replace(/\s+/g, ' '))).toEqual([
    expect.stringMatching(/at most 3,000 messages\/s .* 3,000 clients/),
    expect.stringMatching(/at least 900 messages\/s .* 900 clients/),
    'Breaks 2 more further on',
  ])
})
