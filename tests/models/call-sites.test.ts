import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { examples, exportedFunctions } from './examples.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What documents see: the literals, and the models by the names under which documents import them. */
const preamble = [
  "import { q } from '../../src/quantity/quantity.ts'",
  "import { law } from '../../src/quantity/law.ts'",
  ...exportedFunctions().map(
    ({ file, name }) => `import { ${name} } from 'holdfast/models/${file.replace('.ts', '')}'`,
  ),
]

test('every example of a doc comment compiles as a document would write it', async () => {
  expect(await compile(examples().map(({ expression }) => `void (${expression})`))).toEqual([])
})

test('results have the units that follow from what was given', async () => {
  const traffic = "{ arrivals: q('90 jobs/min'), service: q('200 ms') }"
  const units = [
    ["little(q('375 ops/s'), q('100 ms'))", 'op'],
    ["little(q('2 messages/user/minute'), q('1 h'))", 'message/user'],
    ["little(q('1,000 clients').times(q('1 to 2 messages/client/minute')), q('1 s'))", 'message'],
    ["little(q('10 GB/day'), q('1 day'))", 'B'],
    [`mm1(${traffic}).present`, 'job'],
    [`mm1(${traffic}).response.p99`, 's'],
    [`mmc({ ...${traffic}, servers: q('3 workers') }).waitProbability`, '1'],
    [`mmck({ ...${traffic}, servers: 2, places: q('9 slots') }).throughput`, 'job/s'],
    ["slowestOf(q('6 services'), law('100 to 500 ms')).p99", 's'],
    [
      "drain({ jobs: q('50 images'), workers: q('16 cores'), time: q('6 s') }).throughput",
      'image/s',
    ],
    ["usl({ single: q('9 jobs/s'), contention: 0, coherency: 0 }).at(q('8 cores'))", 'job/s'],
    ["fitUsl([{ workers: q('1 core'), throughput: q('9 jobs/s') }]).peakThroughput", 'job/s'],
    ["inSeries(q('99.9 %'), 0.9)", '1'],
    ["decide(['a', 'b'], [{ criterion: 'c', weight: 1, scores: [1, 2] }]).totals.a", '1'],
  ]
  const lines = units.map(([call, unit]) => `void ((${call}).unit satisfies '${unit}')`)
  expect(await compile(lines)).toEqual([])
})

test('a wrong unit is refused at the argument, in words that name both', async () => {
  const refused = [
    "little(q('3 GB'), q('100 ms'))",
    "little(q('100 ms'), q('375 ops/s'))",
    "little(q('375 ops/s'), q('100 ops'))",
    "little(q('375 ops/s'), q('100 ms')).plus(q('3 messages'))",
    "mm1({ arrivals: q('9 jobs'), service: q('1 s') })",
    "mm1({ arrivals: q('9 jobs/s'), service: q('1 s/job') })",
    "mm1({ arrivals: 9, service: q('1 s') })",
    "mmc({ arrivals: q('9 jobs/s'), service: q('1 s'), servers: q('2 s') })",
    "mmc({ arrivals: q('9 jobs/s'), service: q('1 s'), servers: q('2 jobs/s') })",
    "mmc({ arrivals: q('9 jobs/s'), service: q('1 s') })",
    "erlangB({ load: q('20 calls/s'), servers: 10 })",
    "inSeries(q('5 days'))",
    "downtimePerYear(q('5 min'))",
    "retry({ failure: q('5 errors'), attempts: 3 })",
    "fullJitter({ first: q('2 retries'), retries: 3 })",
    "transferTime({ size: q('5 s'), bandwidth: q('1 Mbit/s'), latency: q('1 ms') })",
    "transferTime({ size: q('5 MB'), bandwidth: q('1 MB'), latency: q('1 ms') })",
    "drain({ jobs: q('50 s'), workers: 3, time: q('6 s') })",
    "amdahl(q('95 %'), q('2 s'))",
    "slowestOf(q('2 s'), law('100 to 500 ms'))",
    "slowestOf(law('1 to 2 s'), law('100 to 500 ms'))",
    "slowestOf(law('2 to 10'), law('100 to 500 ms'))",
    "slowestOf(6, q('100 ms'))",
    "decide(['a', 'b'], [{ criterion: 'cost', weight: 1, scores: [1] }])",
    "decide(['a', 'b'], [{ criterion: 'cost', weight: q('1 s'), scores: [1, 2] }])",
  ]
  const found = await compile(refused)
  const report = refused.map((line, n) => [line, ...(found[n] ?? ['compiles'])].join('\n  '))
  await expect(`${report.join('\n')}\n`).toMatchFileSnapshot('refused-calls.txt')
})

/** Lines of code, compiled below the root like a document → the diagnostics of each line, without the line's place. */
async function compile(lines: string[]): Promise<string[][]> {
  await mkdir(join(root, '.holdfast'), { recursive: true })
  const folder = await mkdtemp(join(root, '.holdfast/call-sites-'))
  try {
    await writeFile(join(folder, 'calls.ts'), [...preamble, ...lines].join('\n'))
    // Without Node and without a page: sliders run the models in a browser, checks run them sealed.
    const compilerOptions = { types: [], lib: ['esnext'] }
    const settings = {
      extends: '../../tsconfig.json',
      compilerOptions,
      files: ['calls.ts'],
      include: [],
    }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings))
    return sorted(await diagnose(folder))
  } finally {
    await rm(folder, { recursive: true })
  }
}

function diagnose(folder: string): Promise<string> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], (_, stdout) =>
      resolve(stdout),
    )
  })
}

/** Which properties are missing changes with every property that a law or quantity gets. */
const missing = /(is missing the following properties from type '[^']+'): .*/g

function sorted(output: string): string[][] {
  const found: string[][] = []
  let current: string[] = []
  for (const line of output
    .replace(missing, '$1')
    .split('\n')
    .filter((each) => each !== '')) {
    const [, row, text] = /calls\.ts\((\d+),\d+\): error (.*)$/.exec(line) ?? []
    if (row === undefined || text === undefined) {
      // Further lines are indented; anything else, such as an error in a model, is no refusal of a call.
      if (!line.startsWith(' ')) throw new Error(line)
      current.push(line.trim())
    } else {
      const place = Number(row) - preamble.length - 1
      current = found[place] ?? []
      found[place] = current
      current.push(text)
    }
  }
  return found
}
