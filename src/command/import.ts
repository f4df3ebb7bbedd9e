import { beginWriting } from '../document/writing/writing.ts'
import { report } from '../message/message.ts'
import { documentsFrom, filesBelow, isMarkdown, readTexts } from '../record/folder.ts'
import { importRecords } from '../record/import.ts'
import { readFolder } from '../record/read.ts'
import type { Context, ExitCode } from './command.ts'
import { isMessage, openRecords, readFolderName, writeAndTell } from './records.ts'

/** Reads a folder of records in any dialect and writes them in our own template; that folder stays as it is. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, operands, refuse, output } = context
  const [operand] = operands
  await using writing = await beginWriting(root)
  const opened = await openRecords(context)
  if (isMessage(opened)) return refuse(opened)
  if (operand === undefined) return 2
  const folder = readFolderName(context, operand)
  if (typeof folder !== 'string') return refuse(folder)
  const texts = await readTexts(root, (await filesBelow(root, folder)).filter(isMarkdown))
  const { records, files } = readFolder(documentsFrom(texts))
  if (records.length === 0 || opened.folders.includes(folder)) {
    const why =
      records.length === 0 ? 'holds no decision record' : 'is the folder that records go into'
    const cure = 'name the folder of records to be taken over'
    return refuse(report('import-refused', operand.place, { written: folder, why, cure }))
  }
  const { changes, notes } = importRecords(records, opened.records, opened.folder)
  await writeAndTell(context, writing, changes)
  for (const path of files) output.write(`${path} is no record, left out\n`)
  for (const note of notes) output.write(`${note}\n`)
  output.write(
    `Write what stands in brackets: holdfast check ${opened.folder} says what is left.\n`,
  )
  return 0
}
