import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What git answers, without the line end; null where it refuses or is not there. Only reading commands are given to it. */
export async function askGit(root: string, words: string[]): Promise<string | null> {
  try {
    const { stdout } = await run('git', words, { cwd: root, maxBuffer: 256_000_000 })
    return stdout.replace(/\r?\n$/, '')
  } catch {
    return null
  }
}

/** The parts of an answer that was asked for with `-z`. */
export async function askGitList(root: string, words: string[]): Promise<string[]> {
  return ((await askGit(root, words)) ?? '').split('\0').filter((part) => part !== '')
}

/** The text of each object, such as `main:./adrs/001-a.md`, in one process; null for what is not there. */
export async function readObjects(
  root: string,
  names: readonly string[],
): Promise<(string | null)[]> {
  if (names.length === 0) return []
  const output = await answerTo(
    root,
    ['cat-file', '--batch'],
    names.map((name) => `${name}\n`).join(''),
  )
  let at = 0
  return names.map(() => {
    const end = output.indexOf(10, at)
    const size = output
      .subarray(at, end)
      .toString()
      .match(/^[0-9a-f]+ \w+ (\d+)$/)?.[1]
    at = end + 1
    if (size === undefined) return null
    const text = output.subarray(at, at + Number(size)).toString()
    at += Number(size) + 1
    return text
  })
}

/** The name of each object; null for what is not there. */
export async function nameObjects(
  root: string,
  names: readonly string[],
): Promise<(string | null)[]> {
  if (names.length === 0) return []
  const output = await answerTo(
    root,
    ['cat-file', '--batch-check=%(objectname)'],
    names.map((name) => `${name}\n`).join(''),
  )
  const lines = output.toString().split('\n')
  return names.map((_, index) => lines[index]?.match(/^[0-9a-f]+$/)?.[0] ?? null)
}

function answerTo(root: string, words: string[], input: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', words, { cwd: root, stdio: ['pipe', 'pipe', 'ignore'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', () => resolve(Buffer.concat(chunks)))
    child.stdin.on('error', reject)
    child.stdin.end(input)
  })
}
