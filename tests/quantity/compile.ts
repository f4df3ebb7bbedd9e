import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

export const quantityRoom = resolve(import.meta.dirname, '../../src/quantity')
const tsc = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
)

export interface Compiled {
  /** Line, from 1 → what the compiler says there. */
  errors: Map<number, string>
  seconds: number
}

/** Compiles one text with the strict settings of this project, in a folder of its own. */
export function compile(text: string): Compiled {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-types-'))
  try {
    writeFileSync(join(folder, 'text.ts'), text)
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
    const started = performance.now()
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [tsc, '--pretty', 'false', '-p', folder],
      {
        encoding: 'utf8',
      },
    )
    const seconds = (performance.now() - started) / 1000
    return { errors: errorsIn(stdout + stderr), seconds }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const settings = {
  compilerOptions: {
    target: 'esnext',
    module: 'preserve',
    moduleResolution: 'bundler',
    moduleDetection: 'force',
    lib: ['esnext'],
    types: [],
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
  },
  files: ['text.ts'],
}

function errorsIn(output: string): Map<number, string> {
  const errors = new Map<number, string>()
  for (const line of output.split('\n')) {
    const [, file = '', number = '', text = ''] = /^(.*)\((\d+),\d+\): error (.*)$/.exec(line) ?? []
    if (file.endsWith('text.ts')) errors.set(Number(number), text)
    else if (/error TS/.test(line)) throw new Error(line)
  }
  return errors
}
