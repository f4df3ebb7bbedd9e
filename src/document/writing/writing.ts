import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { hasErrorCode } from './error-code.ts'
import { writingFolder } from './folder.ts'
import { carryOut, readJournal, writeJournal } from './journal.ts'
import type { Journal } from './journal-schema.ts'
import { holderOf, type Lock, takeLock } from './lock.ts'
import { type Change, planJournal } from './plan.ts'
import { WritingError } from './writing-error.ts'

/** What a command that was killed had begun. */
export interface Finished {
  paths: string[]
  isUndone: boolean
  /** Files that were changed by hand since, and where the text lies that was meant for them; null for a removal. */
  left: { path: string; kept: string | null }[]
}

/** The right to write documents, which one process has at a time. */
export interface Writing extends AsyncDisposable {
  /** All of the changes or none, whatever goes wrong in between and whenever the process is killed. */
  write: (changes: readonly Change[]) => Promise<void>
}

const longestWaitMs = 30_000

/** Waits for others, and finishes what a killed one left, so that what is read from here on is whole and stays. */
export async function beginWriting(root: string): Promise<Writing> {
  const lock = await waitForLock(root)
  let isHeld = true
  const release = async (): Promise<void> => {
    if (isHeld) await lock.release()
    isHeld = false
  }
  if (lock.isTakenOver) await finish(root, lock)
  return {
    write: async (changes) => {
      const journal = await planJournal(root, changes).catch(failed)
      if (journal.files.length === 0) return
      await writeJournal(lock.folder, journal).catch(failed)
      try {
        await carryOut(root, journal, ({ path }) => {
          throw new Error(`${path} has changed meanwhile`)
        })
      } catch (error) {
        // Where it cannot be undone either, the journal stays for the next command.
        isHeld = false
        await undo(root, lock, journal)
        isHeld = true
        failed(error)
      }
    },
    [Symbol.asyncDispose]: release,
  }
}

/** For those that write once what they have read before. */
export async function writeChanges(root: string, changes: readonly Change[]): Promise<void> {
  await using writing = await beginWriting(root)
  await writing.write(changes)
}

/** Completes or undoes what a killed command left half written; null where there is no such thing. */
export async function finishWriting(root: string): Promise<Finished | null> {
  const folder = join(root, writingFolder)
  const holder = await holderOf(folder)
  if (holder === 'nobody') return null
  // Whoever lives and has no journal has written nothing yet.
  if (holder !== 'dead' && (await readJournal(folder)) === null) return null
  const lock = await waitForLock(root)
  const finished = lock.isTakenOver ? await finish(root, lock) : null
  await lock.release()
  return finished
}

async function waitForLock(root: string): Promise<Lock> {
  for (const end = Date.now() + longestWaitMs; ; await wait(50)) {
    const lock = await takeLock(root).catch((error) => {
      // Whoever gave the lock back has just removed the empty folder around it.
      return hasErrorCode(error, 'ENOENT') && Date.now() < end ? null : failed(error)
    })
    if (lock && 'release' in lock) return lock
    if (Date.now() > end) throw new WritingError('busy', String(lock?.pid ?? 'of another'))
  }
}

async function undo(root: string, lock: Lock, journal: Journal): Promise<void> {
  try {
    const back: Journal = { ...journal, direction: 'back' }
    await writeJournal(lock.folder, back)
    // What somebody else has changed meanwhile is not ours to undo.
    await carryOut(root, back, () => {})
  } catch (error) {
    throw new WritingError('unfinished', reasonOf(error))
  }
}

async function finish(root: string, { folder }: Lock): Promise<Finished | null> {
  try {
    const journal = await readJournal(folder)
    if (journal === null) return null
    const left: Journal['files'] = []
    const paths = await carryOut(root, journal, (file) => left.push(file))
    if (paths.length === 0 && left.length === 0) return null
    return { paths, isUndone: journal.direction === 'back', left: await keep(root, journal, left) }
  } catch (error) {
    throw new WritingError('unfinished', reasonOf(error))
  }
}

/** What a person has changed stays; the text that was meant to stand there is laid down for them. */
async function keep(
  root: string,
  { direction }: Journal,
  left: Journal['files'],
): Promise<Finished['left']> {
  return Promise.all(
    left.map(async ({ path, before, after }) => {
      const text = direction === 'forward' ? after : before
      if (text === null) return { path, kept: null }
      const kept = `.holdfast/undo/${path}`
      await mkdir(dirname(join(root, kept)), { recursive: true })
      await writeFile(join(root, kept), text)
      return { path, kept }
    }),
  )
}

function failed(error: unknown): never {
  throw new WritingError('failed', reasonOf(error))
}

/** Node names the call and both paths; the system's word and the file say it. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
