import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { placeOf } from '../document/span.ts'
import { type Message, report } from '../message/message.ts'
import { filesBelow } from '../record/folder.ts'
import { isRecord, readFolder, readRecord } from '../record/read.ts'
import { readHistory } from '../record/read-history.ts'
import type { DecisionRecord } from '../record/record.ts'
import { type SwitchedOff, withoutSwitchedOff } from '../record/rules/switched-off.ts'
import { checkRecords } from '../record/rules.ts'
import { isAsserted } from '../record/status.ts'
import type { Project } from './project.ts'
import { coverageOf } from './prose.ts'

/** Documents of the folders of records that are records, by path. */
export function recordsOf({ documents }: Project): Map<string, DecisionRecord> {
  return new Map(
    [...documents.values()].flatMap(({ document }) =>
      document.kind === 'record' && isRecord(document)
        ? [[document.path, readRecord(document)] as const]
        : [],
    ),
  )
}

/** Paths of records that are deprecated or superseded: they are shown as they were, and no longer checked. */
export const specimensOf = (records: Map<string, DecisionRecord>): Set<string> =>
  new Set([...records].flatMap(([path, record]) => (isAsserted(record) ? [] : [path])))

/** What the rules say about the records of every folder that holds some. */
export async function checkAllRecords(
  project: Project,
  { complete }: { complete: boolean },
): Promise<Message[]> {
  const folders = Object.entries(project.settings.folders).flatMap(([folder, kind]) =>
    kind === 'record' ? [folder] : [],
  )
  const { off } = project.settings.records
  const isIn = (folder: string) => (exception: SwitchedOff) =>
    exception.folder === folder || exception.folder.startsWith(`${folder}/`)
  // An exception outside of every folder of records excuses nothing.
  const messages = withoutSwitchedOff(
    [],
    off.filter((exception) => !folders.some((folder) => isIn(folder)(exception))),
  )
  for (const folder of folders) {
    const documents = [...project.documents.values()].flatMap(({ document }) =>
      document.path.startsWith(`${folder}/`) && document.kind === 'record' ? [document] : [],
    )
    const others = await otherFiles(project, folder)
    const history = await readHistory(project.root, folder)
    const isEmpty = documents.length === 0 && others.length === 0
    // What was decided in a folder that is empty now is still missed.
    if (isEmpty && (history.kind === 'missing' || history.before.length === 0)) continue
    const { records, files } = readFolder(documents, others)
    const specimens = specimensOf(new Map(records.map((record) => [record.path, record])))
    const asserted = documents.filter(({ path }) => !specimens.has(path))
    const found = checkRecords(records, {
      today: latestToday(),
      complete,
      files,
      folder,
      exists: (path) => existsSync(join(project.root, path)),
      history,
      ofProse: asserted.flatMap(({ path }) => coverageOf(project, path)),
      off: off.filter(isIn(folder)),
      scheduled: process.env.HOLDFAST_SCHEDULED === '1',
    })
    messages.push(...found.filter(({ id }) => !isEmpty || id !== 'records-none'))
  }
  return messages
}

/** The day where it begins first: a record written in the morning over there does not lie in the future. */
const latestToday = (): string => new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10)

async function otherFiles({ root, documents }: Project, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])
  const here = entries.filter((entry) => entry.isFile()).map(({ name }) => `${folder}/${name}`)
  const below = await filesBelow(root, folder)
  return [...new Set([...here, ...below])].toSorted().filter((path) => !documents.has(path))
}

/** An asserted document should not rest on what nobody stands by any more. */
export function importsOfSpecimens(project: Project, specimens: Set<string>): Message[] {
  return [...project.documents.values()].flatMap(({ document, whole }) => {
    if (specimens.has(document.path)) return []
    const targets = project.imports.get(document.path)?.whole ?? []
    return whole.imports.flatMap((each, index) => {
      const target = targets[index]
      return target?.kind === 'document' && specimens.has(target.path)
        ? [report('import-specimen', placeOf(document.path, each.span), { from: each.from })]
        : []
    })
  })
}
