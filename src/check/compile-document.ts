import { type Compiled, compile } from '../compile/compile.ts'
import type { Document } from '../document/document.ts'
import { readAsTheirs } from '../record/neighbour.ts'
import { matrixFences } from './matrix-code.ts'

/** A document with its decision matrix, where it has one. */
export function compileDocument(written: Document): Compiled {
  const document = readAsTheirs(written)
  return compile(document, matrixFences(document))
}
