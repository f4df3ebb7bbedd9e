import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from './files.ts'

const limitMs = 180_000
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('TypeScript', () => {
  test('here', { timeout: limitMs }, () =>
    expect(run('tsc', ['-p', 'tsconfig.json'])).toEqual(clean),
  )

  test('a planted error is found', { timeout: limitMs }, () => {
    const folder = plant({ 'src/planted.ts': 'export const first: string = [1][0]\n' })
    const { code, said } = run('tsc', ['-p', 'tsconfig.json'], folder)
    expect(said).toContain("src/planted.ts(1,14): error TS2322: Type 'number | undefined'")
    expect(code).not.toBe(0)
  })
})

describe('Biome', () => {
  test('here', { timeout: limitMs }, () =>
    expect(run('biome', ['check', '--error-on-warnings', '--colors=off'])).toEqual({
      code: 0,
      said: expect.stringContaining('No fixes applied.'),
    }),
  )

  test.each([
    ['format', 'export const a = "b";\n'],
    ['lint/complexity/useMaxParams', 'export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d]\n'],
    ['lint/complexity/noExcessiveLinesPerFunction', longFunction()],
    ['lint/suspicious/noExplicitAny', 'export type A = { a: any }\n'],
    ['lint/correctness/noUnusedImports', "import { a } from './a.ts'\n"],
  ])('a planted offence is found: %s', (rule, text) => {
    const folder = plant({ 'src/planted.ts': text })
    const { code, said } = run('biome', ['check', '--error-on-warnings', '--colors=off'], folder)
    expect(said).toContain(rule)
    expect(code).not.toBe(0)
  })
})

describe('knip', () => {
  test('here', { timeout: limitMs }, () =>
    expect(run('knip', ['--no-progress', '--no-config-hints'])).toEqual(clean),
  )

  test('a planted export that nobody uses is found', { timeout: limitMs }, () => {
    const folder = plant({
      'src/holdfast.mjs': "import { a } from './planted.ts'\na()\n",
      'src/planted.ts': 'export const a = () => 1\nexport const b = () => 2\n',
    })
    const { code, said } = run('knip', ['--no-progress', '--no-config-hints', '--exports'], folder)
    expect(said).toMatch(/b\s+src\/planted\.ts:2:14/)
    expect(code).not.toBe(0)
  })
})

const clean = { code: 0, said: '' }

function longFunction(): string {
  const lines = Array.from({ length: 71 }, (_, line) => `  a.push(${line})`)
  return `export function f(a: number[]): void {\n${lines.join('\n')}\n}\n`
}

/** A repository with our own settings and only these files. */
function plant(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-house-'))
  folders.push(folder)
  for (const name of ['package.json', 'tsconfig.json', 'biome.json', '.gitignore'])
    copyFileSync(join(root, name), join(folder, name))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

function run(tool: string, words: string[], folder = root): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules', '.bin', tool), words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  return { code: status, said: stdout + stderr }
}
