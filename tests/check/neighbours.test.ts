import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { prove } from '../../src/check/prove.ts'
import { temporaryProject } from '../project/project.ts'
import { specimens } from '../record/specimens.ts'

const names = ['bold', 'log4brains', 'madr2', 'madr3', 'madr4', 'nygard', 'table', 'own']
const theirs = `
\`\`\`typescript
import { Kafka } from 'kafkajs'
\`\`\`

\`\`\`ts
const client = new Kafka({ brokers: all })
\`\`\`

\`\`\`json
{ "brokers": [ … ] }
\`\`\`

    npm install kafkajs
`

/** Every dialect in a folder of its own, one record of each with these lines at its end. */
function withTail(tail: string): { files: Record<string, string>; folders: string[] } {
  const files: Record<string, string> = {}
  const folders: string[] = []
  for (const specimen of specimens('holds').filter(({ name }) => names.includes(name))) {
    folders.push(specimen.name)
    for (const [index, [path, text]] of [...specimen.files].entries())
      files[path.replace(/^adrs/, specimen.name)] = index === 0 ? text + tail : text
  }
  files['holdfast.config.ts'] =
    `export default { folders: ${JSON.stringify(Object.fromEntries(folders.map((folder) => [folder, 'record'])))} }`
  return { files, folders }
}

test('code in the records of other people is an illustration, in ours it is held to the list', async () => {
  const { files, folders } = withTail(theirs)
  expect(folders.toSorted()).toEqual(names.toSorted())
  await using project = await temporaryProject(files)
  const { messages } = await check({ root: project.root, paths: [], complete: false })
  const about = (id: string): boolean => /^(?:fence|json|type|code)-/.test(id)
  const found = messages.filter(({ id }) => about(id))
  expect([...new Set(found.map(({ path }) => path.split('/')[0]))]).toEqual(['own'])
  expect(found.map(({ id }) => id)).toEqual([
    'fence-language',
    'type-error',
    'type-error',
    'json-malformed',
    'fence-indented',
  ])
})

test('a claim in any dialect makes its code run, and is judged', async () => {
  const claiming = `
\`\`\`ts
// source: a test
const brokers = q('6 brokers')
const perZone = brokers.per(2)
\`\`\`

Each half has [4 brokers](calc:perZone).
`
  const { files } = withTail(claiming)
  await using project = await temporaryProject(files)
  const { messages } = await check({ root: project.root, paths: [], complete: false })
  const differing = messages.filter(({ id }) => id === 'claim-differs')
  expect(differing.map(({ path }) => path.split('/')[0]).toSorted()).toEqual(names.toSorted())
})

test('numbers in the prose of older records are switched off below a folder, with a reason', async () => {
  const { files } = withTail('\nIt took 14 brokers.\n')
  const text = `${files['madr4/001-madr4.md']}\nOf [14 brokers](calc:brokers) none is left.\n\n\`\`\`ts\n// source: a test\nconst brokers = q('14 brokers')\n\`\`\`\n`
  const config = (off: object[]): string =>
    `export default ${JSON.stringify({ folders: { madr4: 'record' }, records: { off } })}`
  await using project = await temporaryProject({
    'madr4/old/0001-madr4.md': text,
    'holdfast.config.ts': config([
      { folder: 'madr4/old', rule: 'number-unclaimed', reason: 'older than the rule' },
      { folder: 'madr4/old', rule: 'number-word', reason: 'older than the rule' },
      { folder: 'elsewhere', rule: 'number-word', reason: 'none' },
    ]),
  })
  const { messages } = await check({ root: project.root, paths: [], complete: false })
  expect(messages.map(({ id }) => id)).toEqual(['exception-unused', 'history-missing'])
  const { messages: ofProof, proven } = await prove(project.root, [])
  expect([proven, ofProof.map(({ id }) => id)]).toEqual([
    1,
    ['exception-unused', 'history-missing'],
  ])
})
