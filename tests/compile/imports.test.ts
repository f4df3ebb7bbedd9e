import { describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/compile.ts'
import { readDocument } from '../../src/document/read.ts'

const bodyOf = (code: string): string[] =>
  compile(readDocument('calculations/x.md', `\`\`\`ts\n${code}\n\`\`\`\n`, 'calculation'))
    .calculationForm.body.split('\n')
    .slice(1, -2)

describe('an import in the form that runs', () => {
  it.for<[string, string, string]>([
    ['of a name', "import { a } from './y.md'", 'const { a } = $use(0)     '],
    ['under another name', "import { a as b } from './y.md'", 'const { a :  b } = $use(0)     '],
    [
      'of a name and a type',
      "import { type T, a } from './y.md'",
      'const {         a } = $use(0)     ',
    ],
    [
      'over several lines',
      "import {\n  a,\n  b as c,\n} from './y.md'",
      'const {\n  a,\n  b :  c,\n} = $use(0)     ',
    ],
    [
      'before another statement',
      "import { a } from './y.md'; const b = a",
      'const { a } = $use(0);      const b = a',
    ],
    [
      'of a whole model',
      "import * as queue from 'holdfast/models/queue'",
      'const queue = $use(0)                         ',
    ],
    ['of types alone', "import type { T } from './y.md'", '                               '],
  ])('%s becomes a const on the same lines', ([, code, expected]) => {
    expect(bodyOf(code).join('\n').trimEnd()).toBe(expected.trimEnd())
  })
})
