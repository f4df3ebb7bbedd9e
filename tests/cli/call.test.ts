import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/command/commands.ts'
import { helpOf, overview } from '../../src/command/help.ts'
import { root } from '../house/files.ts'
import { type Ended, run } from './process.ts'

const main = join(root, 'src/holdfast.mjs')

const holdfast = (words: string[], folder = root): Promise<Ended> =>
  run([process.execPath, main, ...words], { folder })

describe('a wrong call names what was meant, and ends with 2', () => {
  test.each([
    [
      ['previw', '--port', '80'],
      `holdfast:1:10 command-unknown: unexpected previw, expected a command
  1 | holdfast previw --port 80
    |          ^^^^^^
  cure: holdfast preview
`,
    ],
    [
      ['help', 'evaporate'],
      `holdfast:1:15 command-unknown: unexpected evaporate, expected a command
  1 | holdfast help evaporate
    |               ^^^^^^^^^
  cure: holdfast --help lists the commands
`,
    ],
    [
      [],
      `holdfast:1:9 command-missing: nothing after holdfast, expected a command
  1 | holdfast
    |         ^
  cure: holdfast --help lists the commands
`,
    ],
    [
      ['preview', '--prot=80'],
      `holdfast:1:18 flag-unknown: unexpected --prot, expected a flag of preview
  1 | holdfast preview --prot=80
    |                  ^^^^^^^^^
  cure: write --port
`,
    ],
    [
      ['setup', '-q'],
      `holdfast:1:16 flag-unknown: unexpected -q, expected a flag of setup
  1 | holdfast setup -q
    |                ^^
  cure: holdfast setup --help lists the flags
`,
    ],
    [
      ['preview', '--port'],
      `holdfast:1:24 flag-value-missing: nothing after --port, expected number
  1 | holdfast preview --port
    |                        ^
  cure: write --port number
`,
    ],
    [
      ['preview', '--port', '1', '--port=2'],
      `holdfast:1:27 flag-repeated: --port stands twice, expected once
  1 | holdfast preview --port 1 --port=2
    |                           ^^^^^^^^
  cure: write --port once
`,
    ],
    [
      ['preview', '--port', '70 000'],
      `holdfast:1:25 port-wrong: unexpected port 70 000, expected a whole number from 1 to 65535
  1 | holdfast preview --port "70 000"
    |                         ^^^^^^^^
  cure: leave --port out: a free port is chosen
`,
    ],
    [
      ['sketch'],
      `holdfast:1:16 operand-missing: nothing after sketch, expected NAME
  1 | holdfast sketch
    |                ^
  cure: holdfast sketch --help shows what to write
`,
    ],
    [
      ['setup', 'now'],
      `holdfast:1:16 operand-unexpected: unexpected now, expected nothing after setup
  1 | holdfast setup now
    |                ^^^
  cure: holdfast setup --help shows what to write
`,
    ],
    [
      ['sketch', '--', 'caht'],
      `holdfast:1:20 sketch-unknown: unexpected caht, expected the name of a sketch
  1 | holdfast sketch -- caht
    |                    ^^^^
  cure: holdfast sketch chat
`,
    ],
  ])('holdfast %j', async (words, err) => {
    expect(await holdfast(words)).toEqual({ code: 2, signal: null, out: '', err })
  })
})

describe('help', () => {
  test.each(['--help', '-h', 'help'])('holdfast %s lists every command', async (word) => {
    const ended = await holdfast([word])
    expect(ended).toEqual({ code: 0, signal: null, out: overview(commands), err: '' })
    for (const { name } of commands) expect(ended.out).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'))
  })

  test.each(commands.map(({ name }) => name))(
    'holdfast %s --help names every flag',
    async (name) => {
      const command = commands.find((entry) => entry.name === name)
      if (command === undefined) throw new Error(name)
      const ended = await holdfast([name, '--help'])
      expect(ended).toEqual({ code: 0, signal: null, out: helpOf(command), err: '' })
      for (const flag of command.flags)
        expect(ended.out).toMatch(new RegExp(`^ {2}--${flag.name}\\b`, 'm'))
      expect(await holdfast(['help', name])).toEqual(ended)
    },
  )

  test('names the version', async () => {
    expect((await holdfast(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('the root', () => {
  test('is found from a folder below it', async () => {
    const { code, err } = await holdfast(['sketch', 'caht'], join(root, 'src/command'))
    expect({ code, cure: err.split('\n').at(-2) }).toEqual({
      code: 2,
      cure: '  cure: holdfast sketch chat',
    })
  })

  test('is any folder with a configuration', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast root é-'))
    try {
      mkdirSync(join(folder, 'adrs/old'), { recursive: true })
      const outside = await holdfast(['preview'], join(folder, 'adrs/old'))
      expect(outside).toMatchObject({
        code: 2,
        err: expect.stringContaining('holdfast:1:1 root-missing: neither '),
      })
      writeFileSync(join(folder, 'holdfast.config.ts'), 'export default {}\n')
      const inside = await holdfast(['preview'], join(folder, 'adrs/old'))
      expect(inside).toMatchObject({
        code: 2,
        err: expect.stringContaining('site-missing: there is no built site in dist'),
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('below an npm script, paths count from where the user stands', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-npm-'))
    try {
      writeFileSync(join(folder, 'holdfast.config.ts'), 'export default {}\n')
      const environment = { npm_lifecycle_script: 'node src/holdfast.mjs', INIT_CWD: folder }
      const ended = await run([process.execPath, main, 'sketch', 'chat'], {
        folder: root,
        environment,
      })
      expect(ended).toMatchObject({
        code: 2,
        err: expect.stringContaining('cure: there is none yet'),
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

test('whoever reads may stop reading', async () => {
  const script = `'${process.execPath}' '${main}' --help | true; echo "\${PIPESTATUS[0]}"`
  const { out, err } = await run(['bash', '-c', script], { folder: root })
  expect(err).toBe('')
  expect(['0\n', '141\n']).toContain(out)
})
