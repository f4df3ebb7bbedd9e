import { randomUUID } from 'node:crypto'
import { type Ended, start } from '../cli/process.ts'
import { main, markedProcesses } from '../cli/workplace.ts'
import { type TemporaryProject, temporaryProject } from '../project/project.ts'

/** The scheduled run tries all of it; a push leaves out what takes minutes or gigabytes. */
export const isWhole = process.env.HOLDFAST_ABUSE === 'whole'

export const page = (code: string, prose = ''): string =>
  `# X\n\n\`\`\`ts\n${code}\n\`\`\`\n\n${prose}\n`

/** Holds, whatever stands beside it. */
export const goodPage = page(
  "const load = q('5 messages/s') // source: a test\nconst both = load.times(2)",
  'It is [10 messages a second](calc:both).',
)

/** Pages in a folder of their own, and the good one among them. */
export function abused(pages: Record<string, string>): Promise<TemporaryProject> {
  const files = Object.entries(pages).map(([name, text]) => [`pages/${name}`, text])
  return temporaryProject({
    'holdfast.config.ts': "export default { folders: { pages: 'page' } }\n",
    'pages/good.md': goodPage,
    ...Object.fromEntries(files),
  })
}

interface Found extends Pick<Ended, 'code' | 'err'> {
  /** `line:column id` of what is said of each file, warnings left out. */
  said: Record<string, string[]>
  claims: { holds: number; all: number }
  /** What the command left running. */
  left: { pid: number; command: string }[]
}

/** The whole command in a process of its own, as a user calls it, with all that it started marked. */
export async function checked({ root }: { root: string }): Promise<Found> {
  const mark = randomUUID()
  const words = [process.execPath, main, 'check', '--format', 'json']
  const environment = { HOLDFAST_TEST_MARK: mark }
  const { code, out, err } = await start(words, { folder: root, environment }).ended
  if (out === '') throw new Error(`Nothing was said, with exit code ${code}: ${err}`)
  const { messages, counts }: Printed = JSON.parse(out)
  const errors = messages.filter(({ severity }) => severity === 'error')
  const said = Object.fromEntries(
    [...Map.groupBy(errors, ({ path }) => path)].map(([path, own]) => [
      path.replace(/^pages\//, ''),
      own.map(({ line, column, id }) => `${line}:${column} ${id}`),
    ]),
  )
  const claims = { holds: counts.holds, all: counts.claims }
  return { code, err, said, claims, left: markedProcesses(mark) }
}

interface Printed {
  messages: { path: string; line: number; column: number; id: string; severity: string }[]
  counts: { holds: number; claims: number }
}
