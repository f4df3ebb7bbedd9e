import { stripTypeScriptTypes } from 'node:module'
import { expect, it } from 'vitest'
import { readSyntax } from '../../src/compile/syntax.ts'

it.each([
  'const a = 1',
  'const a = b < c',
  'const a = b<c>(d)',
  'const a = b < c, d = e > (f)',
  'const a = b ? (c) : (d)',
  'const a = b ? (c) : d => e',
  'const a = b ? (c) : d => e : f',
  'const a = b ? ((c): d => e) : f',
  'const a = (b: number): number => b',
  'const a = b!\nconst c = b !== a',
  'const type = 1\ntype\na = 2',
  'type A = 1\nconst a: A = 1',
  'import type from "./type.ts"',
  'import { type as a } from "./type.ts"',
  'import { type A, b } from "./a.ts"',
  'interface A {}\nconst b = 1',
  'const as = 1\nconst a = as\nas + 1',
  'const a = { satisfies: 1 }.satisfies',
  'using a = b()',
  'label: for (;;) break label',
])('%j is blanked as Node blanks it, whether it holds types or not', (typed) => {
  const blanked = (): string | null => {
    try {
      return stripTypeScriptTypes(typed, { mode: 'strip' })
    } catch {
      return null
    }
  }
  expect(readSyntax(typed)?.code ?? null).toBe(blanked())
})
