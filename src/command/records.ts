import { isAbsolute, relative, resolve, sep } from 'node:path'
import { loadSettings } from '../document/settings.ts'
import type { Change } from '../document/writing/plan.ts'
import type { Writing } from '../document/writing/writing.ts'
import { type Message, report } from '../message/message.ts'
import { nearest } from '../message/nearest.ts'
import { documentsFrom, filesBelow, isMarkdown, readTexts } from '../record/folder.ts'
import { readFolder } from '../record/read.ts'
import type { DecisionRecord } from '../record/record.ts'
import { nameOf, type Register, registerOf } from '../record/register.ts'
import type { Argument, Context, ExitCode } from './command.ts'

/** The records that a command works on, and the folder that new ones go into. */
export interface Records {
  folder: string
  folders: string[]
  records: DecisionRecord[]
  register: Register
}

/** Reads the records of every folder of them, or of the one that `--folder` names. */
export async function openRecords({ root, flags }: Context): Promise<Records | Message> {
  const settings = await loadSettings(root)
  const all = Object.entries(settings.folders).flatMap(([folder, kind]) =>
    kind === 'record' ? [folder] : [],
  )
  const asked = flags.get('folder')
  const named = asked?.text.replace(/^\.\//, '').replace(/\/+$/, '')
  if (asked && named !== undefined && !all.includes(named))
    return report('record-folder', asked.place, { written: named, folders: all.join(', ') })
  const folders = named === undefined ? all : [named]
  const paths = (await Promise.all(folders.map((folder) => filesBelow(root, folder)))).flat()
  const texts = await readTexts(root, paths.filter(isMarkdown))
  const { records } = readFolder(documentsFrom(texts))
  return { folder: folders[0] ?? 'adrs', folders, records, register: registerOf(records) }
}

export const isMessage = (value: Records | DecisionRecord | Message): value is Message =>
  'severity' in value

/** `7`, `007`, `ADR-007` or the path of the file → the record. */
export function findNamed(
  { records, folders }: Records,
  { text, place }: Argument,
): DecisionRecord | Message {
  const number = text.match(/^(?:adr[-_ ]?)?(\d{1,6})$/i)?.[1]
  const path = text.replace(/^\.\//, '')
  const found = records.filter((record) =>
    number === undefined
      ? record.path === path || folders.some((folder) => record.path === `${folder}/${path}`)
      : record.number === Number(number),
  )
  const [first, second] = found
  if (first !== undefined && second === undefined) return first
  if (second !== undefined)
    return report('record-ambiguous', place, {
      written: text,
      paths: found.map((record) => record.path).join(' or '),
    })
  const names = records.flatMap((record) => [record.path, nameOf(record)])
  const meant = nearest(text, names)
  const cure = meant === null ? 'holdfast list shows the records' : `did you mean ${meant}?`
  return report('record-not-found', place, { written: text, cure })
}

/** A folder as the user names it, from the root; it need not be there yet. */
export function readFolderName(
  { root, folder }: Context,
  { text, place }: Argument,
): string | Message {
  const inside = relative(root, resolve(folder, text)).split(sep).join('/')
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside))
    return report('path-outside', place, { written: text, root })
  return inside
}

/** Writes all of it or nothing, and says what it wrote. */
export async function writeAndTell(
  { output }: Context,
  writing: Writing,
  changes: Change[],
): Promise<ExitCode> {
  await writing.write(changes)
  for (const { path, before, after } of changes) {
    const done = after === null ? 'removed' : before === null ? 'written' : 'changed'
    output.write(`${path} ${done}\n`)
  }
  return 0
}

/** As people here write it, not as it is in Greenwich. */
export function today(): string {
  const now = new Date()
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
