import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { report } from '../message/message.ts'
import type { Context, ExitCode } from './command.ts'
import { readPort } from './port.ts'
import { serveSite } from './server.ts'
import { builtSite } from './site.ts'
import { untilStopped } from './stop.ts'

/** Serves what was built last, until it is stopped. */
export async function run({ root, flags, output, stopped, refuse }: Context): Promise<ExitCode> {
  const port = readPort(flags.get('port'))
  if (typeof port !== 'number') return refuse(port)
  if (!existsSync(join(root, builtSite, 'index.html'))) {
    const place = { path: 'holdfast', line: 1, column: 10, length: 'preview'.length }
    return refuse(report('site-missing', place, { folder: builtSite }))
  }
  await using server = await serveSite({ root, folder: builtSite, port })
  if (server.moved) output.complain(`port ${port} is taken, so another one was chosen\n`)
  output.write(`The site is at ${server.address}\n`)
  await untilStopped(stopped, server.ended)
  return stopped.aborted ? 0 : 1
}
