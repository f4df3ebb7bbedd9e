import { expect, test } from 'vitest'
import { isOnlyImports } from '../../src/site/only-imports.ts'

test.each([
  ["import { a } from './a.md'", true],
  [
    '// source: elsewhere\nimport {\n  a,\n  b as c,\n} from \'../a.md\'\nimport { d } from "./d.md";\n',
    true,
  ],
  ["import { a } from './a.md'\nconst b = a", false],
  ['const a = 1', false],
  ['', false],
])('%j brings names in and does nothing else: %s', (code, expected) => {
  expect(isOnlyImports(code)).toBe(expected)
})
