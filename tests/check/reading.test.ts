import { readdirSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { compileDocument } from '../../src/check/compile-document.ts'
import { Memory } from '../../src/check/memory.ts'
import { type ReadDocument, readAhead, readByThread, type Unread } from '../../src/check/reading.ts'
import { readDocument } from '../../src/document/read.ts'

const unread = [
  ...own('adrs', 'record'),
  ...own('calculations', 'calculation'),
  { path: 'calculations/broken.md', kind: 'calculation' as const, text: '```ts\nconst a = (\n' },
]

test('what a thread reads is what is read here', async () => {
  const some = unread.slice(-6)
  const read = await readByThread({ unread: some, next: fromStart() })
  expect(differing(some, read)).toEqual([])
  expect(read[0]?.compiled.calculation).toBe(read[0]?.compiled.whole)
}, 60_000)

test('of a long list two threads read each document once', async () => {
  const memory = new Memory()
  await readAhead(unread, memory, 4)
  expect(unread.filter((each) => !memory.knows(each))).toEqual([])
  const read = unread.map((each) => {
    const document = memory.read(each)
    return { document, compiled: memory.compiledOf(document) }
  })
  expect(differing(unread, read)).toEqual([])
}, 60_000)

const fromStart = (): Int32Array => new Int32Array(new SharedArrayBuffer(4))

/** The paths of what was read otherwise than it is read here; whole trees are too long to be printed. */
const differing = (asked: Unread[], read: ReadDocument[]): string[] =>
  asked.flatMap((each, index) => (isDeepStrictEqual(read[index], here(each)) ? [] : [each.path]))

function here({ path, text, kind }: Unread): ReadDocument {
  const document = readDocument(path, text, kind)
  return { document, compiled: compileDocument(document) }
}

function own(folder: string, kind: Unread['kind']): Unread[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => ({
      path: `${folder}/${file}`,
      text: readFileSync(`${folder}/${file}`, 'utf8'),
      kind,
    }))
}
