import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { z } from 'zod'
import { hasErrorCode } from '../document/writing/error-code.ts'
import { putFile } from '../document/writing/put-file.ts'
import type { Live } from './live.ts'
import { Measured } from './measured.ts'
import type { Verdicts } from './verdicts.ts'

export const evidenceFolder = '.holdfast'

/** Where a document's file of a kind lies: `.holdfast/verdicts/calculations/chat.md.json`. */
export const evidencePath = (
  root: string,
  kind: 'verdicts' | 'measured' | 'live',
  path: string,
): string => join(root, evidenceFolder, kind, `${path}.json`)

export const readMeasured = (root: string, path: string): Promise<Measured | null> =>
  readWhole(evidencePath(root, 'measured', path), Measured)

export const writeMeasured = (root: string, measured: Measured): Promise<void> =>
  writeWhole(evidencePath(root, 'measured', measured.path), Measured.parse(measured))

export const writeVerdicts = (root: string, verdicts: Verdicts): void =>
  writeAgain(evidencePath(root, 'verdicts', verdicts.path), verdicts)

export const writeLive = (root: string, live: Live): void =>
  writeAgain(evidencePath(root, 'live', live.path), live)

/** Removes the verdicts and functions of documents that are gone, which would otherwise still be shown. */
export async function forgetVerdicts(root: string, kept: Iterable<string>): Promise<void> {
  const paths = [...kept]
  for (const kind of ['verdicts', 'live'] as const) {
    const folder = join(root, evidenceFolder, kind)
    const known = new Set(paths.map((path) => evidencePath(root, kind, path)))
    for (const file of await readdir(folder, { recursive: true }).catch(() => []))
      if (file.endsWith('.md.json') && !known.has(join(folder, file)))
        await rm(join(folder, file), { force: true })
  }
}

/** A file that is missing, of an older schema or damaged is no evidence: what it was about is then untested. */
export async function readWhole<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return null
    throw error
  }
  const result = schema.safeParse(parseJson(text))
  return result.success ? result.data : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Whole and synced, in a folder that is made if need be: a reader sees the old file or the new one. */
export async function writeWhole(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await putFile(path, { text: textOf(content), mode: null, temporary: temporaryFor(path) })
}

/**
 * The same for what a check makes anew: whole too whenever we are killed, but not synced, since two files for each
 * document would take as long as calculating them all. Where the power fails, a file may be left empty or cut off;
 * that is no evidence, and its size is not the one that a standing answer rests on, so that the next check writes it.
 */
function writeAgain(path: string, content: unknown): void {
  const temporary = join(dirname(path), temporaryFor(path))
  const write = (): void => writeFileSync(temporary, textOf(content), { flag: 'wx' })
  try {
    try {
      write()
    } catch (error) {
      if (!hasErrorCode(error, 'ENOENT')) throw error
      mkdirSync(dirname(path), { recursive: true })
      write()
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

const temporaryFor = (path: string): string =>
  `${basename(path)}.${process.pid}.${randomUUID().slice(0, 8)}.tmp`

const textOf = (content: unknown): string => `${JSON.stringify(content, null, 1)}\n`
