import { readFile } from 'node:fs/promises'

/** What the system tells of a process that has not ended. */
export interface ProcessStatus {
  parent: number
  session: number
  /** In ticks since the machine started: a number is given to another process after a while, number and start are not. */
  started: string
}

/** Null for one that has ended, also if nobody has taken note of that yet, and where there is no /proc. */
export async function readProcessStatus(pid: number): Promise<ProcessStatus | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (text === null) return null
  // The name in brackets may hold blanks and brackets.
  const [state = '', ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ')
  if ('ZX'.includes(state)) return null
  return { parent: Number(fields[0]), session: Number(fields[2]), started: fields[18] ?? '' }
}
