import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Examined, examine } from '../../src/check/examine.ts'
import { changeSinceBase } from '../../src/command/changed.ts'
import { Chance } from '../fuzz/chance.ts'
import { type TemporaryProject, temporaryProject } from '../project/project.ts'

const wanted = process.env.HOLDFAST_SEED ?? '20261121'
const seed = wanted === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(wanted)
const rounds = process.env.HOLDFAST_ABUSE === 'whole' ? 40 : 5

/** `page 5` rests on `page 2`, which rests on `page 1`, which rests on nothing. */
const restsOn = (index: number): number | null => (index === 1 ? null : Math.floor(index / 2))

const pageAt = (index: number, seconds = 2): string => {
  const other = restsOn(index)
  const imported = other === null ? '' : `import { time${other} } from './page-${other}.md'\n`
  const sum = other === null ? '' : `.plus(time${other})`
  return `# Page

\`\`\`ts
${imported}const own${index} = q('${seconds} s') // source: a test
const time${index} = own${index}${sum}
\`\`\`

It takes [at most 30 s](calc:time${index}), of which [2 s](calc:own${index}) are its own.
`
}

const pages = Object.fromEntries(
  Array.from({ length: 9 }, (_, index) => [`calculations/page-${index + 1}.md`, pageAt(index + 1)]),
)

type Edit = (project: TemporaryProject, path: string, chance: Chance) => Promise<void>

const replacing =
  (pattern: RegExp, text: (chance: Chance) => string): Edit =>
  (project, path, chance) => {
    const before = readFileSync(join(project.root, path), 'utf8')
    return project.write(path, before.replace(pattern, text(chance)))
  }

/** What imports the name is then wrong, although nothing of it has changed and its import leads nowhere. */
const renaming = replacing(/const time\d+/, () => 'const renamed')

const edits: Edit[] = [
  renaming,
  replacing(/q\('\d+ s'\)/, (chance) => `q('${1 + chance.below(12)} s')`),
  replacing(/\[\d+ s\]/, (chance) => `[${1 + chance.below(4)} s]`),
  replacing(/^# .*$/m, (chance) => `# Page\n\nWith a word: ${'more '.repeat(chance.below(3))}.`),
  replacing(/const renamed/, () => 'const time1'),
  replacing(/own(\d+)( = q|\b)/, () => 'other$2'),
  (project, _, chance) => {
    const index = 10 + chance.below(5)
    return project.write(`calculations/page-${index}.md`, pageAt(index, 3))
  },
  async (project, path) => rmSync(join(project.root, path)),
]

function git({ root }: TemporaryProject, ...words: string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org']
  execFileSync('git', [...who, ...words], { cwd: root, stdio: 'ignore' })
}

/** Claims and expectations with all that was found about them, and the errors; not when that was. */
function told({ verdicts, messages }: Examined, path: string): unknown {
  const found = verdicts.find((each) => each.path === path)
  const errors = messages.filter((each) => each.path === path && each.severity === 'error')
  return { claims: found?.claims, expectations: found?.expectations, errors }
}

test(`after each of ${rounds} edits, from seed ${seed} on, what is judged is judged as in a full run, and the rest is as before`, async () => {
  await using project = await temporaryProject({
    ...pages,
    '.gitignore': '.holdfast\nnode_modules\n',
  })
  git(project, 'init', '-b', 'main')
  git(project, 'add', '.')
  git(project, 'commit', '-m', 'all')
  const chance = new Chance(seed)
  let base = await examine(project.root, [])
  const sizes = new Set<number>()
  for (let round = 0; round < rounds; round++) {
    const files = readdirSync(join(project.root, 'calculations')).map(
      (file) => `calculations/${file}`,
    )
    if (round === 0) await renaming(project, 'calculations/page-2.md', chance)
    for (let count = 1 + chance.below(2); count > 0; count--)
      await chance
        .of(edits)(project, chance.of(files), chance)
        .catch(() => {})
    const { documents } = await changeSinceBase(project.root, [])
    const full = await examine(project.root, [])
    const part = documents.length === 0 ? null : await examine(project.root, documents)
    sizes.add(documents.length)
    for (const path of full.paths) {
      const same = documents.includes(path) ? part : base
      expect(same && told(same, path), `${path} in round ${round}`).toEqual(told(full, path))
    }
    expect(part?.paths ?? []).toEqual(documents)
    if (!chance.once(2)) continue
    git(project, 'add', '.')
    git(project, 'commit', '--allow-empty', '-m', 'some')
    base = full
  }
  // Neither nothing nor everything, else this would show little.
  expect([...sizes].some((size) => size > 0 && size < 9)).toBe(true)
}, 300_000)
