import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { repository } from '../../project/project.ts'
import { peakOf } from './memory.ts'

export const holdfast = join(repository, 'src', 'holdfast.mjs')
const reading = fileURLToPath(new URL('./reading.mjs', import.meta.url))

interface Call {
  program?: string
  words: string[]
  folder: string
  environment?: Record<string, string>
  /** What must stand in the output of a run that counts. */
  expected: string
}

/** Milliseconds from the start of a process to its end; one that fails or says something else does not count. */
export async function timed(call: Call): Promise<number> {
  const { program = process.execPath, words, folder, environment = {}, expected } = call
  const start = performance.now()
  const child = spawn(program, words, {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
  const [code] = await once(child, 'close')
  const taken = performance.now() - start
  if (code !== 0 || !out.includes(expected))
    throw new Error(`${program} ${words[0]} … ended with ${code}:\n${out.slice(-2000)}`)
  return taken
}

const forget = (root: string): void =>
  rmSync(join(root, '.holdfast'), { recursive: true, force: true })

const allHold = (claims: number): string => `of ${claims.toLocaleString('en-GB')} claims hold\n`

interface Project {
  root: string
  claims: number
}

/** Nothing is known: everything is parsed, type-checked, calculated and judged. */
export async function cold({ root, claims }: Project): Promise<number> {
  forget(root)
  return timed({ words: [holdfast, 'check'], folder: root, expected: allHold(claims) })
}

/** Right behind another check of the same documents. */
export const unchanged = ({ root, claims }: Project): Promise<number> =>
  timed({ words: [holdfast, 'check'], folder: root, expected: allHold(claims) })

/** The least that anything can take that reads the documents in Node. */
export const merelyReading = ({ root }: Project): Promise<number> =>
  timed({ words: [reading, 'calculations'], folder: root, expected: 'bytes' })

/** From nothing, as a cold check is. */
export async function proving({ root, claims }: Project): Promise<number> {
  forget(root)
  return timed({ words: [holdfast, 'prove'], folder: root, expected: `proven falsifiable` }).then(
    (taken) => (claims > 0 ? taken : Number.NaN),
  )
}

/** The greatest sum of memory over all processes of a cold check, in MB. */
export async function peakMegabytes({ root }: Project): Promise<number> {
  forget(root)
  const child = spawn(process.execPath, [holdfast, 'check'], { cwd: root, stdio: 'ignore' })
  return peakOf(child)
}
