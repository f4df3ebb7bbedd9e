import { spawnSync } from 'node:child_process'

/** Whether poppler is on this machine, which reads a PDF as others do. On CI it has to be. */
export function hasPoppler(reader = 'pdfinfo'): boolean {
  const found = spawnSync(reader, ['-v']).error === undefined
  if (!found && process.env.CI === 'true')
    throw new Error(`no ${reader} found: install poppler-utils`)
  return found
}

/** What one of its programs prints of a file. */
export function poppler(program: string, ...values: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, values, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`${program} ${values.join(' ')}: ${stderr}`)
  return stdout
}
