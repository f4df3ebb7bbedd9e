import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JudgedClaim, JudgedPlot, Verdicts } from '../../src/evidence/verdicts.ts'
import { weighed } from './weighed.ts'

const fixture = join(import.meta.dirname, 'fixture')

type Part<Key extends keyof Verdicts> = Verdicts[Key] extends (infer Item)[] ? Item : never

/** What a check of the fixture would have written; places are found in the text, so that both can change. */
export function fixtureVerdicts({ hasErrors = false } = {}): Verdicts[] {
  const problems = hasErrors ? [1, 2, 3, 4, 5, 6].map(problem) : []
  return [chat(), eventLoop(), { ...threads(), problems }, uploads()]
}

const steps = [
  { text: 'clients = 10,000 clients', path: 'calculations/chat.md', line: 9 },
  { text: 'rate = 1 to 2 messages/client/minute', path: 'calculations/chat.md', line: 10 },
  { text: 'inFlight 37.5 ops + 20 %', path: 'calculations/chat.md', line: 32 },
]
const runs = [41.2, 38.7, 39.9, 44.1, 40.3].map((value) => ({
  value,
  text: `${value} ms`,
  void: null,
}))
const experiment = {
  verdict: 'holds' as const,
  reason: null,
  measuredAt: '2026-11-19T14:05:00Z',
  freshUntil: '2026-12-19T14:05:00Z',
  validRuns: 5,
  voidRuns: 1,
  machine: '4 × Example CPU, 16 GB, Linux 6.1, Node 26.10.0',
  commit: 'abcdef0123456789abcdef0123456789abcdef01',
}

function chat(): Verdicts {
  const page = reader('calculations/chat.md')
  const measured = page.line('```ts measured 30d')
  return {
    ...page.start('calculation', null),
    claims: [
      page.claim('50 ms](calc:budget)', {
        provenance: 'given',
        value: '50 ms',
        accepts: '49.5 to 50.5 ms',
      }),
      page.claim('10,000 clients](calc:clients)', { provenance: 'given', value: '10,000 clients' }),
      page.claim('10 members](calc:room)', {
        provenance: 'given',
        assumed: true,
        value: '10 members',
      }),
      page.claim('375 operations a second](calc:dbOps.mid)', {
        value: '375 ops/s',
        derivation: steps,
      }),
      page.claim('about 38](calc:inFlight.mid)', {
        value: '37.5 ops',
        accepts: '37.5 to 38.5 ops',
      }),
      page.claim('20 %](calc:headroom)', { provenance: 'given', value: '20 %' }),
      page.claim('45 connections](calc:pool.mid)', {
        value: '45 connections',
        accepts: '44.5 to 45.5 connections',
        derivation: steps,
      }),
      page.claim('50](calc:pool.mid "refuted")', {
        refuted: true,
        value: '45 connections',
        accepts: '47.5 to 52.5 connections',
        derivation: steps,
      }),
      page.claim('60 connections](calc:pool.mid)', {
        verdict: 'fails',
        reason: 'stated 60 connections, computed 45',
        value: '45 connections',
        accepts: '57 to 63 connections',
        derivation: steps,
      }),
      page.claim('250][load]', { name: 'messages.mid', value: '250 messages/s' }),
      page.claim('45][pool]', { name: 'pool.mid', value: '45 connections' }),
      page.claim('under 50 ms](measured:delivery.p99)', {
        provenance: 'measured',
        value: '40.3 ms',
        accepts: 'less than 50 ms',
        derivation: [
          { text: 'delivery, median of 5 valid runs', path: page.path, line: measured + 4 },
        ],
        runs: [...runs, { value: 71, text: '71 ms', void: 'the driver lagged 31 ms' }],
      }),
      page.claim('more than 2,000 messages/s](measured:cliff)', {
        provenance: 'measured',
        verdict: 'stale',
        reason: 'sketches/chat/room.ts changed since it was measured',
        value: '2,340 messages/s',
        accepts: 'more than 2,000 messages/s',
        derivation: [
          { text: 'cliff, median of 5 valid runs', path: page.path, line: measured + 5 },
        ],
        runs,
      }),
      page.claim('at least 12,000 messages/s](derived:eight)', {
        provenance: 'derived',
        verdict: 'untested',
        reason: 'rests on cliff, which is stale',
      }),
    ],
    expectations: [
      page.expectation('.mid 250 messages/s', {
        name: 'messages.mid',
        value: '250 messages/s',
        verdict: 'fails',
      }),
      page.expectation('.mid 375 ops/s', { name: 'dbOps.mid', value: '375 ops/s' }),
    ],
    fences: [
      page.fence(8, 'calculation', 5),
      page.fence(27, 'calculation', 6),
      page.fence(35, 'calculation', 3),
      page.fence(measured, 'measured', 6),
      page.fence(page.line('```ts derived'), 'derived', 2),
      page.fence(page.line('```ts refused'), 'refused', 2),
      page.fence(page.line('```ts throws'), 'throws', 2),
    ],
    experiments: [{ line: measured, ...experiment }],
    uncounted: 1,
  }
}

function eventLoop(): Verdicts {
  const page = reader('adrs/001-event-loop-for-chat.md')
  return {
    ...page.start('record', 'Accepted'),
    claims: [
      page.claim('250 messages a second](calc:messages.mid)', {
        value: '250 messages/s',
        derivation: steps.slice(0, 2),
      }),
      page.claim('50 ms](calc:budget)?', { provenance: 'given', value: '50 ms' }),
      page.claim('50 ms](calc:budget)\n* Memory', {
        provenance: 'given',
        value: '50 ms',
        anchor: 'claim-budget-2',
      }),
      page.claim('under 50 ms](measured:delivery.p99)', {
        provenance: 'measured',
        value: '40.3 ms',
        accepts: 'less than 50 ms',
        runs,
        derivation: [
          {
            text: 'delivery, median of 5 valid runs',
            path: 'calculations/chat.md',
            line: reader('calculations/chat.md').line('```ts measured 30d') + 4,
          },
        ],
      }),
    ],
  }
}

function threads(): Verdicts {
  const page = reader('adrs/002-thread-for-each-connection.md')
  const claims = [page.claim('10,000 clients](calc:clients)', { provenance: 'given' })]
  return { ...page.start('record', 'Superseded'), claims }
}

const problem = (line: number): Verdicts['problems'][number] => ({
  severity: 'error',
  id: 'wrong-number',
  text: `stated ${line} threads, computed 7`,
  cure: 'state what was computed, or mark it as refuted',
  line,
  column: 3,
})

function uploads(): Verdicts {
  const page = reader('adrs/003-queue-for-uploads.md')
  return {
    ...page.start('record', 'Proposed'),
    claims: [page.claim('333 jobs](calc:waiting)', { value: '333 jobs' })],
    plots: [
      page.plot('![What was weighed for the process model](plot:pattern)', {
        path: 'adrs/001-event-loop-for-chat.md',
        title: 'ADR-001: Event loop for chat',
        matrix: weighed,
      }),
    ],
  }
}

/** Finds places in one document of the fixture. */
function reader(path: string) {
  const text = readFileSync(join(fixture, path), 'utf8')
  const place = (wanted: string) => {
    const at = text.indexOf(wanted)
    if (at < 0) throw new Error(`${path} does not hold ${wanted}`)
    const line = text.slice(0, at).split('\n').length
    const column = at - text.lastIndexOf('\n', at - 1)
    return { line, column, endLine: line, endColumn: column + wanted.length }
  }
  const common = {
    verdict: 'holds' as const,
    assumed: false,
    refuted: false,
    accepts: '',
    value: null,
    derivation: [],
    reason: null,
  }
  return {
    path,
    line: (wanted: string): number => place(wanted).line,
    start: (kind: Verdicts['kind'], status: string | null): Verdicts => ({
      schema: 1,
      path,
      title: text.slice(2, text.indexOf('\n')),
      kind,
      status,
      checkedAt: '2026-11-20T08:30:00Z',
      commit: 'abcdef0123456789abcdef0123456789abcdef01',
      claims: [],
      expectations: [],
      fences: [],
      plots: [],
      inputs: [],
      experiments: [],
      uncounted: 0,
      problems: [],
    }),
    claim: (wanted: string, more: Partial<JudgedClaim>): JudgedClaim => {
      const stated = wanted.slice(0, wanted.indexOf(']'))
      const [, scheme = 'calc', name = ''] =
        wanted.match(/\((calc|measured|derived):([\w.]+)/) ?? []
      const claimed = more.name ?? name
      return {
        ...common,
        place: place(wanted),
        text: stated,
        name: claimed,
        provenance: 'calculated',
        scheme: scheme === 'measured' || scheme === 'derived' ? scheme : 'calc',
        anchor: `claim-${claimed.replaceAll('.', '-')}${more.refuted ? '-2' : more.verdict === 'fails' ? '-3' : wanted.includes('][') ? '-4' : ''}`,
        threshold: false,
        runs: [],
        scale: null,
        swing: [],
        tipping: [],
        experiments: [],
        ...more,
      }
    },
    plot: (wanted: string, decision: JudgedPlot['decision']): JudgedPlot => {
      const [, words = '', name = ''] = wanted.match(/^!\[(.*)\]\(plot:(.*)\)$/) ?? []
      const judged = { verdict: 'stale' as const, reason: 'a measurement is missing' }
      const shown = { place: place(wanted), words, name, ...judged }
      return { ...shown, provenance: 'calculated', drawing: null, decision }
    },
    expectation: (
      wanted: string,
      more: Partial<Part<'expectations'>> & { name: string },
    ): Part<'expectations'> => ({
      ...common,
      provenance: 'calculated',
      place: place(wanted),
      text: wanted,
      ...more,
    }),
    fence: (line: number, use: string, lines: number): Part<'fences'> => ({
      place: { line, column: 1, endLine: line + lines, endColumn: 4 },
      use,
      verdict: 'holds',
      reason: null,
      diagnostics: [],
    }),
  }
}
