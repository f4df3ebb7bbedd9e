import { expect, test } from 'vitest'
import { abused, checked, goodPage, isWhole, page } from './project.ts'

/** Code that means harm, and what is said of it. */
const hostile: Record<string, [code: string, said: string]> = {
  exit: ['const a = process.exit(0)', '4:11 calculation-worldly'],
  'global-exit': [
    "const a = (() => {}).constructor('return process')().exit(0)",
    '4:51 calculation-worldly',
  ],
  rejects: ["const a = Promise.reject(new Error('gone'))", '4:26 calculation-threw'],
  text: ["const a = (() => { throw 'words' })()", '3:1 calculation-threw'],
  nothing: ['const a = (() => { throw null })()', '3:1 calculation-threw'],
  unshown: [
    'const a = (() => { throw new Proxy({}, { get() { throw 1 } }) })()',
    '3:1 calculation-threw',
  ],
  awaits: ['const a = await Promise.resolve(1)', '4:11 code-await'],
  clock: ['const a = Date.now()', '4:11 calculation-worldly'],
  chance: ['const a = Math.random()', '4:16 calculation-worldly'],
  reads: ["import { readFileSync } from 'node:fs'\nconst a = 1", '4:30 import-forbidden'],
  'through-helpers': [
    "import { one } from './models/one.ts'\nconst a = one()",
    '5:11 calculation-worldly',
  ],
  writes: ["import { kept } from './models/kept.ts'\nconst a = kept", '3:1 calculation-threw'],
  arrays: ['Object.assign(Array.prototype, { map: () => 1 })', '4:8 calculation-threw'],
  objects: ['Object.assign(Object.prototype, { plus: () => 7 })', '4:8 calculation-threw'],
  quantities: [
    "Object.assign(Object.getPrototypeOf(q('1 s')), { times: () => 7 }) // source: a test",
    '4:8 calculation-threw',
  ],
  answers: ["Object.assign(JSON, { stringify: () => '1' })", '4:8 calculation-threw'],
  promises: [
    "Object.defineProperty(Object.prototype, 'then', { get: () => 1 })",
    '4:8 calculation-threw',
  ],
  leaves: ['Object.assign(globalThis, { seen: 1 })', '4:8 calculation-threw'],
  deep: ['const f = (n: number): number => f(n + 1)\nconst a = f(1)', '4:34 calculation-threw'],
}

/** These take a limit to find, of seconds or of memory. */
const endless: typeof hostile = {
  loop: ['const a = (() => { for (;;) {} })()', '3:1 calculation-broke'],
  later: ['const a = Promise.resolve().then(() => { for (;;) {} })', '3:1 calculation-broke'],
  gigabyte: ["const a = 'x'.repeat(2 ** 29 - 30)", '3:1 calculation-broke'],
  grows: [
    'const a: number[][] = []\nconst b = (() => { for (;;) a.push(new Array(1e6).fill(0.5)) })()',
    '3:1 calculation-broke',
  ],
}

test('hostile code is told at its place, and the other documents are judged', async () => {
  const cases = isWhole ? { ...hostile, ...endless } : hostile
  const pages = Object.entries(cases).map(([name, [code]]) => [`${name}.md`, page(code)])
  await using project = await abused({
    ...Object.fromEntries(pages),
    'circle-1.md': page("import { b } from './circle-2.md'\nconst a = b"),
    'circle-2.md': page("import { a } from './circle-1.md'\nconst b = a"),
    'models/one.ts': "import { two } from './two.ts'\nexport const one = () => two()\n",
    'models/two.ts': "import { three } from './three.ts'\nexport const two = () => three()\n",
    'models/three.ts': 'export const three = () => Date.now()\n',
    // The process may write what Node keeps of our own sources, until a document's code comes in.
    'models/kept.ts': `process.getBuiltinModule('node:fs').writeFileSync(process.env.NODE_COMPILE_CACHE + '/x', '')
export const kept = 1
`,
    'z-last.md': goodPage,
  })
  const { said, ...rest } = await checked(project)
  expect(said).toEqual({
    ...Object.fromEntries(Object.entries(cases).map(([name, [, id]]) => [`${name}.md`, [id]])),
    'circle-2.md': ['4:19 import-cycle'],
  })
  expect(rest).toEqual({ code: 1, err: '', claims: { holds: 2, all: 2 }, left: [] })
}, 300_000)
