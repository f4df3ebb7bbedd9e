import { type Message, report } from '../../message/message.ts'
import { type Role, roleOf } from '../format.ts'
import type { Book } from '../rules.ts'

const roles: Partial<Record<Role, string>> = {
  index: 'an index',
  template: 'a template',
  hidden: 'the settings of a tool',
}

/** Every file in the folder is a record, belongs to one, or is named here. */
export function checkFiles({ records, context }: Book): Message[] {
  const attached = new Set(records.flatMap(({ links }) => links.map(({ path }) => path)))
  const messages = context.files
    .filter((path) => !attached.has(path) || path.endsWith('.md'))
    .map((path) => {
      const place = { path, line: 1, column: 1 }
      const role = roles[roleOf(path)]
      if (role !== undefined) return report('record-aside', place, { role })
      const why = path.endsWith('.md')
        ? 'it has no sections of a decision record'
        : 'no record links to it'
      return report('record-unrecognised', place, { why })
    })
  if (records.length > 0) return messages
  const folder = context.folder ?? 'adrs'
  return [...messages, report('records-none', { path: folder, line: 1, column: 1 }, { folder })]
}
