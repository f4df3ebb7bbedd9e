import { createRequire } from 'node:module'

export const reportFile = 'report.pdf'

/** The part of Typst's compiler that is used here; its package brings no types for the library itself. */
interface Compiler {
  compile(source: { mainFileContent: string }): Compiled
  fetchDiagnostics(error: unknown): Diagnostic[]
  pdf(document: unknown, options: { pdfStandard: string; creationTimestamp: number }): Buffer
}

interface Compiled {
  result: unknown
  hasError(): boolean
  takeDiagnostics(): unknown
  takeWarnings(): unknown
}

interface Diagnostic {
  message: string
  hints?: string[]
}

interface TypstLibrary {
  NodeCompiler: { create(options: { workspace: string }): Compiler }
}

const require = createRequire(import.meta.url)

/** Typst for this platform; null where the lock file has none. */
function loadTypst(): TypstLibrary | null {
  try {
    return require('@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu')
  } catch {
    return null
  }
}

export const canPress = (): boolean => loadTypst() !== null

/**
 * Typst source → the bytes of a PDF that keeps the rules of PDF/UA-1; the same source and second give the same bytes.
 * What Typst refuses, a picture without words for example, is an error, and so is what it warns of: page numbers that do
 * not settle, a font that is not there.
 */
export function press(source: string, { root, second }: { root: string; second: number }): Buffer {
  const typst = loadTypst()
  if (typst === null) throw new Error('there is no Typst for this platform')
  const compiler = typst.NodeCompiler.create({ workspace: root })
  const compiled = compiler.compile({ mainFileContent: source })
  const said = compiled.hasError() ? compiled.takeDiagnostics() : compiled.takeWarnings()
  if (said !== null) {
    const found = compiler.fetchDiagnostics(said)
    throw new Error(`Typst refuses the report: ${found.map(textOf).join('; ')}`)
  }
  try {
    return compiler.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp: second })
  } catch (error) {
    throw new Error(`the report breaks a rule of PDF/UA-1: ${String(error)}`, { cause: error })
  }
}

const textOf = ({ message, hints = [] }: Diagnostic): string =>
  hints.length === 0 ? message : `${message} (${hints.join(', ')})`
