import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../cli/process.ts'
import { main } from '../cli/workplace.ts'
import { type TemporaryProject, temporaryProject } from '../project/project.ts'
import { measureAll } from './documents.ts'

const page = `# Load

\`\`\`ts
import { twice } from './models/twice.ts'
const load = q('5 messages/s') // source: a test
const doubled = twice(load)
\`\`\`

It is [5 messages a second](calc:load), and [10 messages a second](calc:doubled) with both.

\`\`\`ts file=code.ts
export const a = 1
\`\`\`
`

const files = {
  'holdfast.config.ts': 'export default {}\n',
  'package-lock.json': '{}',
  'code.ts': 'export const a = 1\n',
  'calculations/models/twice.ts':
    "import type { Quantity } from 'holdfast/quantity'\nexport const twice = <U extends string>(a: Quantity<U>): Quantity<U> => a.times(2)\n",
  'calculations/load.md': page,
}

interface Answer {
  out: string
  code: number | null
  /** Whether the verdicts were written again, which only a check does. */
  isFresh: boolean
}

/** The whole command, as a user calls it. */
async function check({ root }: TemporaryProject, ...words: string[]): Promise<Answer> {
  return checkIn({ folder: root }, ...words)
}

async function checkIn(
  call: { folder: string; environment?: Record<string, string> },
  ...words: string[]
): Promise<Answer> {
  const root = call.folder
  const before = writtenAt(root)
  const { out, code } = await run([process.execPath, main, 'check', ...words], call)
  return { out, code, isFresh: writtenAt(root) !== before }
}

function writtenAt(root: string): number | null {
  const path = join(root, '.holdfast/verdicts/calculations/load.md.json')
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null
}

describe('an answer that stands', () => {
  it('is given again, word for word, while nothing changes', async () => {
    await using project = await temporaryProject(files)
    const first = await check(project)
    expect(first).toMatchObject({ code: 0, isFresh: true })
    expect(first.out).toContain('2 of 2 claims hold\n')
    expect(await check(project)).toEqual({ ...first, isFresh: false })
    expect(await check(project, '--complete')).toMatchObject({ code: 0, isFresh: true })
    expect(await check(project, '--complete')).toMatchObject({ code: 0, isFresh: false })
    const json = await check(project, '--format', 'json')
    expect(JSON.parse((await check(project, '--format', 'json')).out)).toEqual(JSON.parse(json.out))
  })

  it('falls with whatever it rests on', async () => {
    await using project = await temporaryProject(files)
    const inRoot = (path: string): string => join(project.root, path)
    await check(project)
    for (const [path, text] of [
      ['calculations/load.md', `${page}\nMore.\n`],
      ['calculations/new.md', page],
      ['code.ts', 'export const a = 1 \n'],
      ['calculations/models/twice.ts', `${files['calculations/models/twice.ts']}\n`],
      ['holdfast.config.ts', 'export default { products: ["Node"] }\n'],
      ['package-lock.json', '{ }'],
      ['.holdfast/measured/calculations/load.md.json', '{}'],
    ] as const) {
      await project.write(path, text)
      expect(await check(project), path).toMatchObject({ code: 0, isFresh: true })
    }
    expect(await check(project)).toMatchObject({ code: 0, isFresh: false })
    rmSync(inRoot('calculations/new.md'))
    expect(await check(project)).toMatchObject({ code: 0, isFresh: true })
    rmSync(inRoot('.holdfast/verdicts'), { recursive: true })
    expect(await check(project)).toMatchObject({ code: 0, isFresh: true })
  }, 180_000)

  it('falls with an environment variable that an experiment reads', async () => {
    const measured = '```ts measured\nconst url = process.env.TEST_OF_HOLDFAST_URL ?? ""\n```\n'
    await using project = await temporaryProject({
      ...files,
      'calculations/load.md': `${page}\n${measured}\nIt is [""](measured:url).\n`,
    })
    expect(await measureAll(project.root)).toMatchObject({ measured: 1, messages: [] })
    expect(await check(project)).toMatchObject({ code: 0, isFresh: true })
    expect(await check(project)).toMatchObject({ code: 0, isFresh: false })
    const environment = { TEST_OF_HOLDFAST_URL: 'another' }
    const answer = await checkIn({ folder: project.root, environment })
    expect(answer).toMatchObject({ code: 1, isFresh: true })
    expect(answer.out).toContain('claim-stale: url is stale')
  })

  it('falls with a change that keeps size and time', async () => {
    await using project = await temporaryProject(files)
    const path = join(project.root, 'calculations/load.md')
    await check(project)
    const { atime, mtime } = statSync(path)
    await project.write('calculations/load.md', page.replace('5 messages/s', '6 messages/s'))
    utimesSync(path, atime, mtime)
    expect(await check(project)).toMatchObject({ code: 1, isFresh: true })
  })

  it('is never one of failure', async () => {
    await using project = await temporaryProject(files)
    await project.write('calculations/load.md', page.replace('[5', '[7'))
    expect(await check(project)).toMatchObject({ code: 1, isFresh: true })
    expect(readdirSync(join(project.root, '.holdfast'))).not.toContain('standing')
  })

  it('is not believed when its file is damaged', async () => {
    await using project = await temporaryProject(files)
    await check(project)
    const path = '.holdfast/standing/check.json'
    const whole = readFileSync(join(project.root, path), 'utf8')
    for (const text of [whole.slice(0, 100), whole.replace('"schema": 2', '"schema": 0')]) {
      await project.write(path, text)
      expect(await check(project)).toMatchObject({ code: 0, isFresh: true })
    }
  })
})
