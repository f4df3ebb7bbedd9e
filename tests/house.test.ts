import { describe, expect, test } from 'vitest'
import { catalogue } from '../src/message/message.ts'
import { forbiddenImports } from './house/arrows.ts'
import { repositoryFiles, type SourceFile } from './house/files.ts'
import { atticFolders, barrels, longFiles, unexpectedEntries } from './house/layout.ts'
import { messagePage, neverRaised, wronglyDocumented } from './house/messages.ts'
import { unusedFiles } from './house/unused.ts'
import { bannedWords } from './house/words.ts'

const files = repositoryFiles()
const ids = Object.keys(catalogue)

const file = (path: string, text = ''): SourceFile => ({ path, text })

test('the repository was read', () => {
  expect(files.map(({ path }) => path)).toContain('tests/house.test.ts')
})

describe('the top level is fixed', () => {
  test('here', () => expect(unexpectedEntries(files)).toEqual([]))
  test('a planted entry is found', () => {
    expect(unexpectedEntries([file('README.md'), file('scripts/build.sh'), file('.env')])).toEqual([
      'scripts: no entry of the top level, lay it into one of the folders',
      '.env: no entry of the top level, lay it into one of the folders',
    ])
  })
})

describe('folders are named for what is in them', () => {
  test('here', () => expect(atticFolders(files)).toEqual([]))
  test('a planted attic is found', () => {
    expect(atticFolders([file('src/site/utils/slug.ts'), file('src/library/a.ts')])).toEqual([
      'src/site/utils: says nothing of what is in it, name the thing',
    ])
  })
})

describe('files stay short', () => {
  test('here', () => expect(longFiles(files)).toEqual([]))
  test('one line too many is found', () => {
    const allowed = file('src/run/allowed.ts', 'a\n'.repeat(300))
    const long = file('src/run/long.ts', 'a\n'.repeat(301))
    const page = file('adrs/001-long.md', 'a\n'.repeat(500))
    expect(longFiles([allowed, long, page])).toEqual([
      'src/run/long.ts: 301 lines, at most 300; part it by nouns',
    ])
  })
})

describe('a thing is imported from where it is', () => {
  test('here', () => expect(barrels(files)).toEqual([]))
  test('a planted barrel is found', () => {
    const barrel = "// All of it.\nexport * from './a.ts'\nexport { b } from './b.ts'\n"
    const module = "export { b } from './b.ts'\nexport const c = 1\n"
    expect(barrels([file('src/run/index.ts', barrel), file('src/run/c.ts', module)])).toEqual([
      'src/run/index.ts: a barrel, import from where the thing is',
    ])
  })
})

describe('imports follow the arrows', () => {
  test('here', () => expect(forbiddenImports(files)).toEqual([]))

  test.each([
    ['src/document/a.ts', "import type { V } from '../evidence/verdicts.ts'", 'document'],
    ['src/quantity/a.ts', "import { z } from 'zod'", 'quantity'],
    ['src/message/a.ts', "import { q } from '../quantity/quantity.ts'", 'message'],
    ['src/check/a.ts', "const site = await import('../site/verdicts.ts')", 'check'],
    ['src/site/a.astro', "---\nimport { check } from '../check/check.ts'\n---", 'site'],
    ['src/site/a.ts', "export type { Form } from '../compile/compile.ts'", 'site'],
    ['src/record/a.ts', "import {\n  a,\n  b,\n} from '../run/evaluate.ts'", 'record'],
    ['src/run/a.ts', "const child = new URL('../check/check.ts', import.meta.url)", 'run'],
    ['src/command/a.ts', "import { serve } from '../site/serve.ts'", 'command'],
    ['src/cli.ts', "import { serve } from './site/serve.ts'", 'command'],
    ['astro.config.mjs', "import { check } from './src/check/check.ts'", 'site'],
    ['src/run/a.ts', "import { mmc } from 'holdfast/models/queues'", 'run'],
    ['calculations/models/a.ts', "import { report } from '../../src/message/message.ts'", 'models'],
    ['sketches/chat/a.ts', "import { q } from '../../src/quantity/quantity.ts'", 'service'],
    ['sketches/chat/a.ts', "import { start } from '../images/index.ts'", 'service'],
    ['sketches/chat/a.ts', "import { mmc } from 'holdfast/models/queues'", 'service'],
    ['sketches/parts/a.ts', "import { crowd } from '../drivers/crowd.ts'", 'parts'],
  ])('planted in %s: %s', (path, text, room) => {
    expect(forbiddenImports([file(path, text)])).toEqual([
      expect.stringMatching(new RegExp(`^${path}:\\d+: ${room} imports `)),
    ])
  })

  test.each([
    ['src/check/a.ts', "import { evaluate } from '../run/evaluate.ts'"],
    ['src/site/a.ts', "import { format } from '../quantity/format.ts'"],
    ['src/command/a.ts', "const page = new URL('../site/serve.ts', import.meta.url)"],
    ['src/record/a.ts', "import { z } from 'zod'"],
    ['src/message/a.ts', "import { says } from './template.ts'"],
    ['sketches/chat/a.ts', "import { crowd } from '../drivers/crowd.ts'"],
    ['calculations/models/a.ts', "import { q } from '../../src/quantity/quantity.ts'"],
  ])('allowed in %s: %s', (path, text) => {
    expect(forbiddenImports([file(path, text)])).toEqual([])
  })
})

describe('every file of code is used', () => {
  test('here', () => expect(unusedFiles(files)).toEqual([]))
  test('a planted orphan is found, and what is imported, started or shown is not', () => {
    const planted = [
      file('src/cli.ts', "import { run } from './command/run.ts'"),
      file('src/holdfast.mjs', "await import('./cli.ts')"),
      file('src/command/run.ts', "new URL('./child.mjs', import.meta.url); import './run.ts'"),
      file('src/command/child.mjs'),
      file('src/command/orphan.ts', "import './orphan.ts'"),
      file('calculations/models/queues.ts'),
      file('calculations/chat.md', "import { mmc } from 'holdfast/models/queues'"),
      file('tests/run.test.ts'),
    ]
    expect(unusedFiles(planted)).toEqual([
      'src/command/orphan.ts: nothing imports or starts it, remove it',
    ])
  })
})

describe('no banned word stands anywhere', () => {
  test('here', () => expect(bannedWords(files)).toEqual([]))

  test.each([
    ['adrs/001-a.md', 'To be written. TODO', 'TODO'],
    ['src/run/a.ts', '// FIXME: slow', 'FIXME'],
    ['src/run/a.ts', '// @ts-ignore', '@ts-ignore'],
    ['src/run/a.ts', 'const a: any = 1', ': any ='],
    ['src/run/a.ts', 'return a as any', 'as any'],
    ['src/run/a.ts', 'const a: Promise<any> = b', '<any>'],
    ['src/run/a.ts', 'export const enum A {}', 'export const enum'],
    ['tests/a.test.ts', "test.skip('a', () => {})", 'test.skip'],
    ['tests/a.test.ts', "describe.only('a', () => {})", 'describe.only'],
    ['src/run/a.ts', 'process.exit(1)', 'process.exit('],
    ['src/run/a.ts', "console.log('a')", 'console.log('],
    ['README.md', 'see /home/ada/holdfast', '/home/a'],
    ['package-lock.json', '"resolved": "https://a.example/b.tgz"', '"resolved": "http'],
  ])('planted in %s: %s', (path, text, word) => {
    expect(bannedWords([file(path, `one\n${text}`)], [])).toEqual([
      expect.stringContaining(`${path}:2: ${word} is banned, use `),
    ])
  })

  test('plain words are left alone', () => {
    const text = '// Ports: any free one.\nconst todo = [1, anyone]\nconst anything: Any = todo'
    expect(bannedWords([file('src/run/a.ts', text)], [])).toEqual([])
  })

  test('an exemption holds for its word in its file, and must be needed', () => {
    const exempt = [{ path: 'src/cli.ts', word: 'process.exit(', why: 'planted' }]
    const text = 'process.exit(0)'
    expect(bannedWords([file('src/cli.ts', text)], exempt)).toEqual([])
    expect(bannedWords([file('src/cli.ts', '')], exempt)).toEqual([
      'src/cli.ts: nothing says process.exit( there any more, remove the exemption',
    ])
  })
})

describe('every message is documented', () => {
  test('here', () => expect(wronglyDocumented(ids, files)).toEqual([]))
  test('a planted gap, stranger and double are found', () => {
    const page = file(
      messagePage,
      '## Claims\n\n### claim-unit\n\n### claim-gone\n\n### `claim-unit`\n',
    )
    expect(wronglyDocumented(['claim-unit', 'claim-differs'], [page])).toEqual([
      `${messagePage}: no heading "### claim-differs"`,
      `${messagePage}:5: claim-gone is no message`,
      `${messagePage}:7: claim-unit is documented twice`,
    ])
  })
})

describe('every message is reported, and seen in a test', () => {
  test('here', () => expect(neverRaised(ids, files)).toEqual([]))
  test('planted ids are found', () => {
    const planted = [
      file('src/message/claim.ts', "'claim-unit': a, 'claim-unit-missing': b, 'claim-idle': c"),
      file('src/check/claims.ts', "report('claim-unit'); report('claim-unit-missing')"),
      file('tests/specimens/refused/unit.txt', 'a.md:1:1 claim-unit-missing: no unit'),
      file('tests/house.test.ts', "'claim-unit'"),
    ]
    expect(neverRaised(['claim-unit', 'claim-unit-missing', 'claim-idle'], planted)).toEqual([
      'claim-unit: no test and no specimen raises it',
      'claim-idle: nothing in src reports it',
      'claim-idle: no test and no specimen raises it',
    ])
  })
})
