import assert from 'node:assert/strict'
import { parentPort } from 'node:worker_threads'
import { Compiler, type CompilerFile, type Finding } from './compiler.ts'

/** What the thread is told; it answers a check with its findings, and an error with its text. */
export type ToCompiler =
  | { tell: 'begin'; root: string }
  | { tell: 'open'; root: string; ambient: string }
  | { tell: 'check'; files: CompilerFile[]; only: string[] | null }
  | { tell: 'close' }

export type FromCompiler = { findings: Finding[] } | { error: string }

// The compiler's interface waits for each of its answers. In a thread of its own it holds up nobody.
assert(parentPort, 'this is the program of a thread')
const port = parentPort
let compiler: Compiler | null = null
port.on('message', (message: ToCompiler) => {
  if (message.tell === 'begin') open(message.root, null)
  else if (message.tell === 'open') open(message.root, message.ambient)
  else if (message.tell === 'check') say(check(message.files, message.only))
  else {
    compiler?.close()
    port.close()
  }
})

/**
 * Before the ambient names are known it begins with the libraries. What goes wrong here goes wrong again in the check,
 * which says so.
 */
function open(root: string, ambient: string | null): void {
  const begun = compiler?.ambient === null ? compiler : null
  if (!begun) compiler?.close()
  compiler = begun ?? new Compiler(root)
  compiler.ambient = ambient
  try {
    compiler.open()
  } catch {
    compiler.close()
    compiler = new Compiler(root)
    compiler.ambient = ambient
  }
}

function check(files: CompilerFile[], only: string[] | null): FromCompiler {
  assert(compiler, 'a check comes after opening')
  try {
    return { findings: compiler.check(files, only) }
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function say(message: FromCompiler): void {
  port.postMessage(message)
}
