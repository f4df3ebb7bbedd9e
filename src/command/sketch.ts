import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Message, report } from '../message/message.ts'
import { nearest } from '../message/nearest.ts'
import { startChild } from './child.ts'
import type { Argument, Context, ExitCode } from './command.ts'
import { endOrStop } from './site.ts'

/** Starts a service for a person, says what to try, and ends it with all that belongs to it. */
export async function run({ root, operands, stopped, refuse }: Context): Promise<ExitCode> {
  const [name] = operands
  const names = sketchesBelow(root)
  if (name === undefined || !names.includes(name.text)) return refuse(unknown(name, names))
  // A service may have a program of its own for people, with the settings that show most.
  const own = join(root, 'sketches', name.text, 'run.ts')
  const usual = fileURLToPath(new URL('./sketch-process.ts', import.meta.url))
  await using child = startChild({
    ...(existsSync(own)
      ? { file: own }
      : { file: usual, arguments: [join(root, 'sketches', name.text, 'index.ts')] }),
    folder: root,
    output: 'shown',
  })
  const { code } = await endOrStop(child, stopped)
  return code === 0 || stopped.aborted ? 0 : 1
}

/** Each folder with an index.ts is a service; parts and drivers are none. */
function sketchesBelow(root: string): string[] {
  const folder = join(root, 'sketches')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'index.ts')))
    .sort()
}

function unknown(name: Argument | undefined, names: string[]): Message {
  const written = name?.text ?? ''
  const place = name?.place ?? { path: 'holdfast', line: 1, column: 1 }
  const meant = nearest(written, names)
  const all = names.length === 0 ? 'there is none yet' : `there are ${names.join(', ')}`
  return report('sketch-unknown', place, {
    written,
    cure: meant === null ? all : `holdfast sketch ${meant}`,
  })
}
