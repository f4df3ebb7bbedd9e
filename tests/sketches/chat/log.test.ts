import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Entry } from '../../../sketches/chat/entry.ts'
import { type LogOptions, openLog, replayLog } from '../../../sketches/chat/log.ts'
import { until } from '../processes.ts'

test('what was logged is read back in its order, from one file after another', async () => {
  await using place = await openPlace()
  const texts = ['one', 'größe\nsecond line', '']
  for (const text of texts) {
    const log = await place.open()
    log.append(entryOf(text))
    await until(() => place.logged.length > 0)
    await log.close()
    place.logged.length = 0
  }
  expect((await replayLog(place.folder)).map(({ text }) => text)).toEqual(texts)
  expect(await readdir(place.folder)).toHaveLength(3)
})

test('what comes together is synced together, and told before it counts', async () => {
  await using place = await openPlace()
  const log = await place.open()
  for (let number = 0; number < 500; number++) log.append(entryOf(`text ${number}`))
  await log.flush()
  expect(place.logged).toHaveLength(500)
  expect(place.steps.length).toBeLessThan(20)
  expect(place.steps.filter((_, index) => index % 2 === 0).every((step) => step === 'synced')).toBe(
    true,
  )
  const [name] = await readdir(place.folder)
  expect((await readFile(join(place.folder, name ?? ''))).length).toBe(place.syncedBytes())
  await log.close()
})

test('a file that breaks off or was changed is good up to there', async () => {
  await using place = await openPlace()
  const log = await place.open()
  for (const text of ['one', 'two', 'three']) log.append(entryOf(text))
  await log.flush()
  const path = join(place.folder, (await readdir(place.folder))[0] ?? '')
  const whole = await readFile(path, 'utf8')
  const textsOf = async () => (await replayLog(place.folder)).map(({ text }) => text)
  await appendFile(path, whole.slice(0, 40))
  expect(await textsOf()).toEqual(['one', 'two', 'three'])
  await writeFile(path, whole.replace('"two"', '"tow"'))
  expect(await textsOf()).toEqual(['one'])
  await writeFile(path, whole.slice(0, -1))
  expect(await textsOf()).toEqual(['one', 'two', 'three'])
  await log.close()
})

test('a file goes when the database holds all of it, and not before', async () => {
  await using place = await openPlace()
  const log = await place.open()
  const long = 'x'.repeat(1 << 20)
  for (let number = 0; number < 6; number++) {
    log.append(entryOf(`${number} ${long}`))
    await log.flush()
  }
  expect(await readdir(place.folder)).toHaveLength(2)
  log.release(place.logged.slice(0, 3))
  expect(await readdir(place.folder)).toHaveLength(2)
  log.release(place.logged.slice(3, 4))
  await until(async () => (await readdir(place.folder)).length === 1)
  log.release(place.logged.slice(4))
  await log.close()
  expect(await readdir(place.folder)).toEqual([])
})

test('what cannot be written is refused, and the next is tried again', async () => {
  await using place = await openPlace()
  const log = await place.open()
  await rm(place.folder, { recursive: true })
  log.append(entryOf('lost'))
  await log.flush()
  expect(place.refused.map(({ stored }) => stored)).toEqual(['lost'])
  expect(place.logged).toEqual([])
})

function entryOf(text: string): Entry {
  const said = { type: 'say' as const, id: 'id', room: 'room', from: 'Ann', text, at: 17 }
  return { said, stored: text, settle: () => {} }
}

async function openPlace() {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast log '))
  const [logged, refused]: [Entry[], Entry[]] = [[], []]
  const steps: string[] = []
  let bytes = 0
  const options: LogOptions = {
    folder,
    sync: true,
    logged(entries) {
      steps.push('logged')
      logged.push(...entries)
    },
    refused: (entries) => refused.push(...entries),
    synced(_, syncedBytes) {
      steps.push('synced')
      bytes = syncedBytes
    },
  }
  return {
    ...{ folder, logged, refused, steps },
    syncedBytes: () => bytes,
    open: () => openLog(options),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
