import { ChildProcess } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { API, type Diagnostic } from 'typescript/unstable/sync'

/** What the compiler says about a file, with lines and columns from 1. */
export interface Finding {
  file: string
  code: string
  text: string
  line: number
  column: number
  length: number
}

export interface CompilerFile {
  /** Relative to the folder of modules, such as `calculations/chat.md.ts`. */
  path: string
  text: string
}

export const modulesFolder = '.holdfast/modules'
/** The types of Node come with the checker, wherever the documents lie. */
const typeRoot = dirname(dirname(fileURLToPath(import.meta.resolve('@types/node/package.json'))))
const configPath = '.holdfast/documents.json'
const ambientPath = `${modulesFolder}/ambient.d.ts`

/**
 * The native compiler over files that exist in memory only. It stays alive between calls, so that a changed
 * document costs what changed. This is the one file that knows its unstable programming interface.
 */
export class Compiler {
  readonly #root: string
  readonly #files = new Map<string, string>()
  readonly #folders = new Set<string>()
  readonly #api: API
  #opened = false
  /** The declarations of the names that documents have without importing them; null before they are known. */
  ambient: string | null = null

  constructor(root: string) {
    this.#root = root
    this.#api = new API({
      cwd: root,
      fs: {
        readFile: (path) => this.#files.get(path),
        fileExists: (path) => this.#files.has(path) || undefined,
        directoryExists: (path) => this.#folders.has(path) || undefined,
      },
    })
  }

  /** Reads what every document needs, the libraries and our own types, before there are documents. */
  open(): void {
    this.#update([]).dispose()
  }

  /**
   * Type-checks the files, and all that they import; files of an earlier call that are missing are gone. `only` names
   * those that may be judged otherwise than in that call.
   */
  check(files: CompilerFile[], only: string[] | null = null): Finding[] {
    const snapshot = this.#update(files)
    const program = snapshot.getProject(join(this.#root, configPath))?.program
    if (!program) throw new Error('the compiler did not open the project of documents')
    const diagnostics = only
      ? only
          .map((path) => join(this.#root, modulesFolder, path))
          .flatMap((file) => [
            ...program.getSyntacticDiagnostics(file),
            ...program.getSemanticDiagnostics(file),
          ])
      : [
          ...program.getConfigFileParsingDiagnostics(),
          ...program.getProgramDiagnostics(),
          ...program.getSyntacticDiagnostics(),
          ...program.getSemanticDiagnostics(),
        ]
    const findings = diagnostics.map((each) =>
      this.#finding(each, (file) => program.getSourceFile(file)?.text),
    )
    snapshot.dispose()
    return findings
  }

  close(): void {
    endQuietly(this.#api)
    this.#api.close()
  }

  #update(files: CompilerFile[]): ReturnType<API['updateSnapshot']> {
    const changes = this.#replace(files)
    const snapshot = this.#api.updateSnapshot(
      this.#opened ? { fileChanges: changes } : { openProjects: [join(this.#root, configPath)] },
    )
    this.#opened = true
    return snapshot
  }

  #replace(files: CompilerFile[]): { changed: string[]; created: string[]; deleted: string[] } {
    const next = new Map(
      files.map(({ path, text }) => [join(this.#root, modulesFolder, path), text]),
    )
    next.set(join(this.#root, ambientPath), this.ambient ?? '')
    next.set(join(this.#root, configPath), configText([...next.keys()]))
    const changes = { changed: [] as string[], created: [] as string[], deleted: [] as string[] }
    for (const [path, text] of next) {
      const before = this.#files.get(path)
      if (before === undefined) changes.created.push(path)
      else if (before !== text) changes.changed.push(path)
      this.#files.set(path, text)
      for (
        let at = path.lastIndexOf('/');
        at > this.#root.length;
        at = path.lastIndexOf('/', at - 1)
      )
        this.#folders.add(path.slice(0, at))
    }
    for (const path of this.#files.keys())
      if (!next.has(path)) {
        changes.deleted.push(path)
        this.#files.delete(path)
      }
    return changes
  }

  #finding(diagnostic: Diagnostic, textOf: (file: string) => string | undefined): Finding {
    const file = diagnostic.fileName ?? ''
    const before = (this.#files.get(file) ?? textOf(file) ?? '')
      .slice(0, diagnostic.pos)
      .split('\n')
    const modules = `${join(this.#root, modulesFolder)}/`
    return {
      file: file.startsWith(modules)
        ? file.slice(modules.length)
        : file.replace(`${this.#root}/`, ''),
      code: `TS${diagnostic.code}`,
      text: chain(diagnostic),
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      length: Math.max(1, diagnostic.end - diagnostic.pos),
    }
  }
}

/** Asked to end, the compiler may write "context canceled" into our own output; killed, it says nothing. */
function endQuietly(api: API): void {
  const child = ['client', 'channel', 'child'].reduce<unknown>(
    (owner, name) =>
      typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : null,
    api,
  )
  if (child instanceof ChildProcess) child.kill('SIGKILL')
}

/** A diagnostic with what the compiler adds below it, on one line. */
function chain(diagnostic: Diagnostic): string {
  const more = (diagnostic.messageChain ?? []).map(chain)
  return [diagnostic.text, ...more].join(' ')
}

function configText(files: string[]): string {
  return JSON.stringify({
    compilerOptions: {
      target: 'esnext',
      module: 'preserve',
      moduleResolution: 'bundler',
      moduleDetection: 'force',
      lib: ['esnext', 'dom'],
      types: ['node'],
      typeRoots: [typeRoot],
      noEmit: true,
      strict: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      rootDirs: ['..', './modules'],
    },
    files: files.filter((file) => file.endsWith('.ts')),
  })
}
