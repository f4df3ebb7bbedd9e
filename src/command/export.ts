import { basename, join } from 'node:path'
import { z } from 'zod'
import { beginWriting } from '../document/writing/writing.ts'
import { readWhole } from '../evidence/store.ts'
import { report } from '../message/message.ts'
import { exportRecords, indexName } from '../record/export.ts'
import { filesBelow, readTexts } from '../record/folder.ts'
import type { Context, ExitCode } from './command.ts'
import { isMessage, openRecords, readFolderName, writeAndTell } from './records.ts'

/** Writes the records as a folder of MADR 4 with four digits, and adrs.json. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, operands, refuse, output } = context
  const [operand] = operands
  await using writing = await beginWriting(root)
  const opened = await openRecords(context)
  if (isMessage(opened)) return refuse(opened)
  if (operand === undefined) return 2
  const folder = readFolderName(context, operand)
  if (typeof folder !== 'string') return refuse(folder)
  const present = await filesBelow(root, folder)
  // A folder that no export has written belongs to somebody.
  if (present.length > 0 && !present.includes(`${folder}/${indexName}`)) {
    const why = `holds files and no ${indexName}, so it was not written by an export`
    const cure = 'name a folder that is empty or not there yet'
    return refuse(report('import-refused', operand.place, { written: folder, why, cure }))
  }
  const changes = exportRecords(opened.records, folder, new Map())
  const written = changes.map(({ path }) => path)
  const stale = (await exportedBefore(root, folder)).filter((path) => !written.includes(path))
  const existing = await readTexts(
    root,
    [...written, ...stale].filter((path) => present.includes(path)),
  )
  const differing = [...changes, ...stale.map((path) => ({ path, after: null }))]
    .map((change) => ({ ...change, before: existing.get(change.path) ?? null }))
    .filter(({ before, after }) => before !== after)
  if (differing.length === 0) output.write(`${folder} says what the records say\n`)
  return await writeAndTell(context, writing, differing)
}

const Index = z.object({ records: z.array(z.object({ path: z.string() })) })

/** What the last export into a folder wrote: what is renamed or gone since must not be read from there again. */
async function exportedBefore(root: string, folder: string): Promise<string[]> {
  const index = await readWhole(join(root, folder, indexName), Index).catch(() => null)
  return (index?.records ?? []).map(({ path }) => `${folder}/${basename(path)}`)
}
