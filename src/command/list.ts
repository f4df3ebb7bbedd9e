import { loadSettings } from '../document/settings.ts'
import { filesBelow, isMarkdown, readTexts } from '../record/folder.ts'
import { listRecords, tableOf } from '../record/list.ts'
import type { Context, ExitCode } from './command.ts'

/** Lists the records, all or those of a status, with a tag, or with some words in them. */
export async function run({ root, flags, output }: Context): Promise<ExitCode> {
  const { folders } = await loadSettings(root)
  const wanted = Object.entries(folders).flatMap(([folder, kind]) =>
    kind === 'record' ? [folder] : [],
  )
  const paths = (await Promise.all(wanted.map((folder) => filesBelow(root, folder)))).flat()
  const texts = await readTexts(root, paths.filter(isMarkdown))
  const entries = listRecords(texts, {
    status: flags.get('status')?.text,
    tag: flags.get('tag')?.text,
    text: flags.get('text')?.text,
  })
  if (flags.get('format')?.text === 'json')
    output.write(`${JSON.stringify({ schema: 1, records: entries }, null, 2)}\n`)
  else if (entries.length > 0) output.write(tableOf(entries))
  else
    output.write(
      `No record${flags.size === 0 ? ' yet: holdfast new "Title" writes the first' : ' is like that'}.\n`,
    )
  return 0
}
