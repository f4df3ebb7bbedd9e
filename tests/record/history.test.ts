import { describe, expect, test } from 'vitest'
import { readProject } from '../../src/check/project.ts'
import { checkAllRecords } from '../../src/check/records.ts'
import { readDocument } from '../../src/document/read.ts'
import { documentsFrom, filesBelow, readTexts } from '../../src/record/folder.ts'
import { readFolder, readRecord } from '../../src/record/read.ts'
import { readHistory, readTaken } from '../../src/record/read-history.ts'
import { checkRecords } from '../../src/record/rules.ts'
import { shown, specimens, today } from './specimens.ts'
import { cloneOf, type Place, place } from './workplace.ts'

const own =
  specimens('holds')
    .find(({ name }) => name === 'own')
    ?.files.values()
    .next().value ?? ''
const record = (number: string): string => own.replace('ADR-001', `ADR-${number}`)

function committed(files: Record<string, string>): Place {
  const repository = place(files)
  repository.git('init', '-q')
  commit(repository)
  return repository
}

function commit(repository: Place): void {
  repository.git('add', '-A')
  repository.git('commit', '-q', '-m', 'One')
}

/** What the rules say, of history alone: the records themselves hold. */
async function findings(root: string, complete = false): Promise<string> {
  const { records, files } = readFolder(
    documentsFrom(await readTexts(root, await filesBelow(root, 'adrs'))),
  )
  const history = await readHistory(root, 'adrs')
  return checkRecords(records, { today, complete, files, history }).map(shown).join('')
}

describe('numbers on branches', () => {
  test('a number that another branch has taken is refused before the merge', async () => {
    using main = committed({ 'adrs/001-a.md': own })
    main.git('checkout', '-q', '-b', 'first')
    main.write('adrs/002-first.md', record('002'))
    commit(main)
    main.git('checkout', '-q', '-b', 'second', 'main')
    expect(await findings(main.folder)).toBe('')
    main.write('adrs/002-second.md', record('002'))
    expect(await findings(main.folder)).toBe(
      'adrs/002-second.md:1:3 number-taken: number 002 is taken by adrs/002-first.md on first\n' +
        '  cure: holdfast renumber adrs/002-second.md\n',
    )
  })

  test('after a merge of both, the one that came second is to be renumbered', async () => {
    using main = committed({ 'adrs/001-a.md': own })
    for (const name of ['b', 'a']) {
      main.git('checkout', '-q', '-b', name, 'main')
      main.write(`adrs/002-${name}.md`, record('002'))
      commit(main)
    }
    main.git('checkout', '-q', 'main')
    main.git('merge', '-q', '--no-edit', 'b')
    main.git('checkout', '-q', 'a')
    main.git('merge', '-q', '--no-edit', 'main')
    expect(await findings(main.folder)).toBe(
      'adrs/002-a.md:1:3 number-doubled: number 002 is taken by adrs/002-b.md\n' +
        '  cure: holdfast renumber adrs/002-a.md\n',
    )
  })

  test('remote-tracking branches count, a copy of the own branch does not', async () => {
    using origin = committed({ 'adrs/001-a.md': own })
    origin.git('checkout', '-q', '-b', 'theirs')
    origin.write('adrs/007-theirs.md', record('007'))
    commit(origin)
    origin.git('checkout', '-q', 'main')
    using clone = cloneOf(origin)
    expect(await readTaken(clone.folder, 'adrs')).toEqual([
      { number: 1, path: 'adrs/001-a.md', branch: 'origin/theirs' },
      { number: 7, path: 'adrs/007-theirs.md', branch: 'origin/theirs' },
    ])
    clone.write('adrs/007-mine.md', record('007'))
    expect(await findings(clone.folder)).toContain('adrs/007-theirs.md on origin/theirs')
    clone.git('checkout', '-q', 'theirs')
    expect(clone.names('adrs')).toContain('007-theirs.md')
  })

  test('a record that main has under another name is the same record', async () => {
    using main = committed({ 'adrs/001-a.md': own })
    main.git('branch', 'old')
    main.git('mv', 'adrs/001-a.md', 'adrs/001-sessions.md')
    commit(main)
    main.git('checkout', '-q', '-b', 'work')
    expect(await findings(main.folder)).toBe('')
  })
})

describe('accepted decisions stay', () => {
  const changes: [string, string, string][] = [
    ['the chosen option', 'Chosen option: "PostgreSQL"', 'Chosen option: "Redis"'],
    ['its reason', 'it runs already', 'it is fashionable'],
    ['an argument', 'it is quick', 'it is slow'],
    ['a considered option', '* Memory of the process\n', '* Memory of the process\n* A file\n'],
    ['a weight', '60 %', '70 %'],
    ['a section', '## Decision Outcome', '## Outcome'],
  ]
  test.each(changes)('%s must not change', async (_, old, now) => {
    using main = committed({ 'adrs/001-a.md': own })
    expect(own).toContain(old)
    main.write('adrs/001-a.md', own.replace(old, now))
    expect(await findings(main.folder)).toMatch(
      /decision-rewritten: (?:Considered Options|Decision Outcome|Pros and Cons of the Options) of an accepted decision differs from main\n {2}cure: restore it; to decide anew, holdfast supersede ADR-001 "Title"\n/,
    )
  })

  const claimed = own.replace(
    'it runs already',
    'it takes [38](calc:inFlight.mid) and runs already',
  )
  const allowed: [string, string, string][] = [
    ['the status', '**Status**: Accepted', '**Status**: Deprecated'],
    ['a back link', '## Links\n', '## Links\n\n* [Its calculation](./001-a.md)\n'],
    ['a claimed number', '[38](calc:inFlight.mid)', '[39](calc:pool.mid "±2 %")'],
    ['a fence', '### Positive', '```ts\nconst a = 1\n```\n\n### Positive'],
    [
      'a dated amendment',
      '## Links\n',
      '## Amendments\n\n* 2026-11-20: the job runs hourly.\n\n## Links\n',
    ],
    [
      'white space and marks',
      '* ✅ Good, because it is quick',
      '*   ✅ Good, because **it** is quick.',
    ],
    ['the review date', '**Review by**: 2027-11-02', '**Review by**: 2028-11-02'],
  ]
  test.each(allowed)('%s may change', async (_, old, now) => {
    using main = committed({ 'adrs/001-a.md': claimed })
    expect(claimed).toContain(old)
    main.write('adrs/001-a.md', claimed.replace(old, now))
    expect(await findings(main.folder)).not.toContain('decision-rewritten')
  })

  test('what is only proposed may change, and so may what others wrote before us', async () => {
    const proposed = own.replace('**Status**: Accepted', '**Status**: Proposed')
    using main = committed({ 'adrs/001-a.md': proposed, 'adrs/002-b.md': record('002') })
    main.git('checkout', '-q', '-b', 'work')
    main.write('adrs/001-a.md', own.replace('it runs already', 'it is there'))
    expect(await findings(main.folder)).toBe('')
    main.git('mv', 'adrs/002-b.md', 'adrs/002-better-name.md')
    expect(await findings(main.folder)).toBe('')
    main.write('adrs/002-better-name.md', record('002').replace('it runs already', 'it is there'))
    expect(await findings(main.folder)).toContain('adrs/002-better-name.md:26:1 decision-rewritten')
  })

  test('a sign of comparison is part of the argument', async () => {
    using main = committed({ 'adrs/001-a.md': own.replace('it is quick', 'it needs ≤ 5 ms') })
    main.write('adrs/001-a.md', own.replace('it is quick', 'it needs ≥ 5 ms'))
    expect(await findings(main.folder)).toContain('decision-rewritten')
  })

  test('one that is gone is named; a new name, title or number is no removal, and no way to rewrite', async () => {
    using main = committed({ 'adrs/001-a.md': own, 'adrs/002-b.md': record('002') })
    main.git('rm', '-q', 'adrs/002-b.md')
    expect(await findings(main.folder)).toBe(
      'adrs/002-b.md:1:1 decision-removed: the accepted decision Keep sessions in PostgreSQL of main is gone\n' +
        '  cure: git checkout main -- adrs/002-b.md; what no longer holds is superseded or deprecated, not removed\n',
    )
    main.write('adrs/003-b.md', record('003'))
    expect(await findings(main.folder)).toBe('')
    main.write('adrs/003-b.md', record('003').replace('it runs already', 'it is there'))
    expect(await findings(main.folder)).toContain('adrs/003-b.md:26:1 decision-rewritten')
  })

  test('the last one is named too, when its folder is empty or gone', async () => {
    using main = committed({ 'adrs/001-a.md': own })
    main.git('rm', '-q', 'adrs/001-a.md')
    const messages = await checkAllRecords(await readProject(main.folder), { complete: false })
    expect(messages.map(shown)).toEqual([
      expect.stringContaining('adrs/001-a.md:1:1 decision-removed: the accepted decision'),
    ])
  })

  test('a neighbour in its own sections', async () => {
    const nygard =
      specimens('holds')
        .find(({ name }) => name === 'nygard')
        ?.files.values()
        .next().value ?? ''
    using main = committed({ 'adrs/0001-a.md': nygard })
    main.write('adrs/0001-a.md', nygard.replace('We keep', 'We do not keep'))
    expect(await findings(main.folder)).toContain('decision-rewritten: Decision of an accepted')
  })
})

describe('where there is no history, that is said', () => {
  const missing = (why: string, weight: string): string =>
    `adrs:1:1 ${weight}history-missing: not examined whether numbers are free and decisions unchanged: ${why}\n` +
    '  cure: run it in a clone with history, git fetch --unshallow where it is shallow\n'

  test('no repository', async () => {
    using bare = place({ 'adrs/001-a.md': own })
    expect(await findings(bare.folder)).toBe(
      missing('this is no clone of a git repository', 'warning '),
    )
    expect(await findings(bare.folder, true)).toBe(
      missing('this is no clone of a git repository', ''),
    )
  })
  test('no commit', async () => {
    using empty = place({ 'adrs/001-a.md': own })
    empty.git('init', '-q')
    expect(await findings(empty.folder)).toBe(missing('there is no commit yet', 'warning '))
  })
  test('a shallow clone', async () => {
    using origin = committed({ 'adrs/001-a.md': own })
    origin.write('adrs/001-a.md', `${own}\n`)
    commit(origin)
    using clone = cloneOf(origin, '--depth', '1')
    expect(await findings(clone.folder)).toBe(missing('the clone is shallow', 'warning '))
  })
})

test('rules are switched off below a folder, with a reason, and only while that is needed', () => {
  const text = own.replace('**Deciders**: Ada Byron, Grace Murray', '**Deciders**:')
  const records = [readRecord(readDocument('adrs/001-a.md', text, 'record'))]
  const off = (folder: string, rule: string): string =>
    checkRecords(records, {
      today,
      complete: false,
      files: [],
      off: [{ folder, rule, reason: 'old' }],
    })
      .map(shown)
      .join('')
  expect(off('adrs', 'deciders-missing')).toBe('')
  expect(off('other', 'deciders-missing')).toContain(
    'holdfast.config.ts:1:1 warning exception-unused: nothing in other breaks the rule deciders-missing',
  )
  expect(off('adrs', 'decider-missing')).toContain(
    'holdfast.config.ts:1:1 exception-unknown: unexpected rule decider-missing in records.off\n  cure: write deciders-missing\n',
  )
})

test('a passed review date is an error in the scheduled run', () => {
  const text = own.replace('2027-11-02', '2026-11-01')
  const records = [readRecord(readDocument('adrs/001-a.md', text, 'record'))]
  const severity = (scheduled: boolean): unknown =>
    checkRecords(records, { today, complete: false, files: [], scheduled }).map((message) => [
      message.id,
      message.severity,
    ])
  expect(severity(false)).toEqual([['review-passed', 'warning']])
  expect(severity(true)).toEqual([['review-passed', 'error']])
})

test('links to files are followed where there is a view of them', () => {
  const text = own.replace(
    '## Links\n',
    '## Links\n\n* [The calculation](../calculations/chat.md#pool)\n* ![A picture](../img/a%20b.png)\n',
  )
  const records = [readRecord(readDocument('adrs/001-a.md', text, 'record'))]
  const dead = (files: string[]): string[] =>
    checkRecords(records, {
      today,
      complete: false,
      files: [],
      exists: (path) => files.includes(path),
    }).map(({ text: said }) => said)
  expect(dead(['calculations/chat.md', 'img/a b.png'])).toEqual([])
  expect(dead([])).toEqual([
    'nothing at ../calculations/chat.md#pool',
    'nothing at ../img/a%20b.png',
  ])
})
