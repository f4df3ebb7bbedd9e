import { loadSettings } from '../document/settings.ts'
import { beginWriting } from '../document/writing/writing.ts'
import { report } from '../message/message.ts'
import { documentsFrom, filesBelow, isMarkdown, readTexts } from '../record/folder.ts'
import { askGitList } from '../record/git.ts'
import { nextNumber } from '../record/new.ts'
import { readTaken } from '../record/read-history.ts'
import { nameOf } from '../record/register.ts'
import { renumber } from '../record/renumber.ts'
import type { Context, ExitCode } from './command.ts'
import { findNamed, isMessage, openRecords, writeAndTell } from './records.ts'

/** Gives a record another number, the next free one where none is named, and rewrites what cites it. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, operands, refuse, output } = context
  const [named, wanted] = operands
  await using writing = await beginWriting(root)
  const opened = await openRecords(context)
  if (isMessage(opened)) return refuse(opened)
  if (named === undefined) return 2
  const record = findNamed(opened, named)
  if (isMessage(record)) return refuse(record)
  const { records, folder } = opened
  const taken = await readTaken(root, folder)
  const free = nextNumber(records, taken)
  const number = wanted === undefined ? free : Number(wanted.text.replace(/^adr-?/i, ''))
  const owner =
    records.find((other) => other.number === number)?.path ??
    taken.find((other) => other.number === number)?.branch
  if (wanted && (!Number.isSafeInteger(number) || number < 0 || owner !== undefined)) {
    const why = owner === undefined ? 'is no number' : `is taken by ${owner}`
    const cure = `leave it out: ${free} is the next free number`
    return refuse(report('number-refused', wanted.place, { written: wanted.text, why, cure }))
  }
  if (record.number === null) {
    const cure = `rename the file so that it begins with a number, ${String(free).padStart(3, '0')}`
    return refuse(
      report('number-refused', named.place, { written: record.path, why: 'has no number', cure }),
    )
  }
  const isShared = records.some((other) => other !== record && other.number === record.number)
  const documents = documentsFrom(await readTexts(root, await markdownOf(root)), 'page')
  const { changes, left } = renumber({ record, number, isShared, documents })
  await writeAndTell(context, writing, changes)
  for (const place of left)
    output.write(
      `${place} says ${nameOf(record)} without a link, which could be either record: left as it is\n`,
    )
  return 0
}

/** Every Markdown file that people keep; without git, those in the folders of documents and at the root. */
async function markdownOf(root: string): Promise<string[]> {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const known = (await askGitList(root, words)).filter(isMarkdown)
  const { folders } = await loadSettings(root)
  const below = await Promise.all(Object.keys(folders).map((folder) => filesBelow(root, folder)))
  const present = new Set(below.flat().filter(isMarkdown))
  const rest = known.filter((path) => !present.has(path))
  const there = await Promise.all(
    rest.map(async (path) => ((await isThere(root, path)) ? path : null)),
  )
  return [...present, ...there.filter((path) => path !== null)].toSorted()
}

/** A file that git still lists may be gone. */
async function isThere(root: string, path: string): Promise<boolean> {
  return readTexts(root, [path]).then(
    () => true,
    () => false,
  )
}
