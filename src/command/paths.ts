import { existsSync, realpathSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { type Message, report } from '../message/message.ts'
import type { Context } from './command.ts'

/** What the user named, from the root and with forward slashes, `.` for all of it; a message where one leads nowhere. */
export function readPaths({ root, folder, operands }: Context): string[] | Message {
  const paths: string[] = []
  for (const { text, place } of operands) {
    const path = resolve(folder, text)
    if (!existsSync(path)) return report('path-missing', place, { written: text, folder })
    const inside = relative(root, realpathSync(path))
    if (inside === '..' || inside.startsWith(`..${sep}`) || resolve(inside) === inside) {
      return report('path-outside', place, { written: text, root })
    }
    paths.push(inside === '' ? '.' : inside.split(sep).join('/'))
  }
  return paths
}
