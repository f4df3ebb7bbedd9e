import { availableParallelism } from 'node:os'
import type { Compiled } from '../compile/compile.ts'
import type { Document, DocumentKind } from '../document/document.ts'
import type { Memory } from './memory.ts'
import { startThread } from './thread.ts'

/** A document as it lies on disk. */
export interface Unread {
  path: string
  text: string
  kind: DocumentKind
}

export interface ReadDocument {
  document: Document
  compiled: Compiled
}

/** What the thread is told. */
export interface ToRead {
  unread: Unread[]
  /** Where both sides take the number of the document that each reads next. */
  next: Int32Array
}

/** What it answers, several times: some of what it has read. */
export type FromReading = ReadDocument[] | 'end'

/** The characters that are read in the time that a second thread needs to start. */
const worthAThread = 150_000

/**
 * With two cores the other one has enough to do: the compiler reads its libraries, V8 compiles what runs here. A second
 * reader made a check of 300 documents 7 % slower there, and cost 11 % of its CPU.
 */
const coresForAThread = 4

/** Takes the next document, so that nobody else does. */
export const claimNext = (next: Int32Array): number => Atomics.add(next, 0, 1)

/**
 * Reads what the memory does not know yet into it. Reading is the longest part of a check that begins with nothing, and
 * one document needs nothing of another: where there is much of it, a second thread reads from the same list.
 */
export async function readAhead(
  all: Unread[],
  memory: Memory,
  cores = availableParallelism(),
): Promise<void> {
  const unread = all.filter((each) => !memory.knows(each))
  const characters = unread.reduce((sum, { text }) => sum + text.length, 0)
  if (characters < worthAThread || cores < coresForAThread) return
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const byThread = readByThread({ unread, next })
  let own = 0
  for (let index = claimNext(next); index < unread.length; index = claimNext(next)) {
    const each = unread[index]
    if (each) tryReading(each, memory)
    own++
  }
  // Where nothing was left for the thread, nobody waits until it has started.
  if (own < unread.length) for (const each of await byThread) memory.keepRead(each)
}

/** What goes wrong here goes wrong again where the document is asked for, which says so. */
function tryReading(unread: Unread, memory: Memory): void {
  try {
    memory.compiledOf(memory.read(unread))
  } catch {}
}

/** Whatever it leaves out, since it could not start or came down, is read by who asks for it. */
export function readByThread(told: ToRead): Promise<ReadDocument[]> {
  const read: ReadDocument[] = []
  const thread = startThread(new URL('./reading-thread.ts', import.meta.url))
  thread.postMessage(told)
  return new Promise((resolve) => {
    thread.on('message', (said: FromReading) => {
      if (said === 'end') resolve(read)
      else read.push(...said)
    })
    thread.once('error', () => resolve(read))
    thread.once('exit', () => resolve(read))
  })
}
