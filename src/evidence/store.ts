import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { z } from 'zod'
import { Live } from './live.ts'
import { Measured } from './measured.ts'
import { Verdicts } from './verdicts.ts'

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
  writeAgain(evidencePath(root, 'verdicts', verdicts.path), Verdicts.parse(verdicts))

export const writeLive = (root: string, live: Live): void =>
  writeAgain(evidencePath(root, 'live', live.path), Live.parse(live))

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
    if (isMissing(error)) return null
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

/** Under another name, synced, then renamed: a reader sees the old file or the new one, whenever we are killed. */
export async function writeWhole(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = temporaryFor(path)
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(textOf(content))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/**
 * The same for what a check makes anew: whole too whenever we are killed, but not synced, since two files for each
 * document would take as long as calculating them all. Where the power fails, a file may be left empty or cut off;
 * that is no evidence, and its size is not the one that a standing answer rests on, so that the next check writes it.
 */
function writeAgain(path: string, content: unknown): void {
  const temporary = temporaryFor(path)
  const write = (): void => writeFileSync(temporary, textOf(content), { flag: 'wx' })
  try {
    try {
      write()
    } catch (error) {
      if (!isMissing(error)) throw error
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
  `${path}.${process.pid}.${randomUUID().slice(0, 8)}.tmp`

const textOf = (content: unknown): string => `${JSON.stringify(content, null, 1)}\n`

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
