import { execFile } from 'node:child_process'
import { availableParallelism, cpus, release, totalmem, type } from 'node:os'
import { promisify } from 'node:util'
import type { Machine } from './measured.ts'

/** What a measured figure depends on, as far as the machine can tell: of a container what it is allowed to use. */
export function thisMachine(): Machine {
  // Where there is no limit, it is 0 or more than there is.
  const allowed = process.constrainedMemory() || totalmem()
  return {
    cpu: (cpus()[0]?.model ?? 'unknown').trim(),
    cores: availableParallelism(),
    memoryGigabytes: Math.round(Math.min(allowed, totalmem()) / 2 ** 30),
    kernel: `${type()} ${release()}`,
    node: process.version.slice(1),
  }
}

/** `2 × Some CPU, 24 GB, Linux 6.1, Node 26.10.0` */
export const machineText = ({ cpu, cores, memoryGigabytes, kernel, node }: Machine): string =>
  `${cores} × ${cpu}, ${memoryGigabytes} GB, ${kernel}, Node ${node}`

/** The commit of the working tree, with `+` where something differs from it; null outside of git. */
export async function currentCommit(root: string): Promise<string | null> {
  const git = (...args: string[]): Promise<string> =>
    promisify(execFile)('git', args, { cwd: root }).then(({ stdout }) => stdout.trim())
  try {
    const [commit, changes] = await Promise.all([
      git('rev-parse', '--short=12', 'HEAD'),
      git('status', '--porcelain', '--untracked-files=no'),
    ])
    return changes === '' ? commit : `${commit}+`
  } catch {
    return null
  }
}
