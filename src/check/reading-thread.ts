import assert from 'node:assert/strict'
import { parentPort } from 'node:worker_threads'
import { readDocument } from '../document/read.ts'
import { compileDocument } from './compile-document.ts'
import {
  claimNext,
  type FromReading,
  type ReadDocument,
  type ToRead,
  type Unread,
} from './reading.ts'

/** So many go back at once: each message has a price, and the last one is waited for. */
const atOnce = 8

assert(parentPort, 'this is the program of a thread')
const port = parentPort
port.once('message', ({ unread, next }: ToRead) => {
  const say = (message: FromReading): void => port.postMessage(message)
  let done: ReadDocument[] = []
  for (let index = claimNext(next); index < unread.length; index = claimNext(next)) {
    const each = unread[index]
    if (each) done.push(...readOne(each))
    if (done.length < atOnce) continue
    say(done)
    done = []
  }
  say(done)
  say('end')
  port.close()
})

/** What goes wrong here goes wrong again in the check, which says so. */
function readOne({ path, text, kind }: Unread): ReadDocument[] {
  try {
    const document = readDocument(path, text, kind)
    return [{ document, compiled: compileDocument(document) }]
  } catch {
    return []
  }
}
