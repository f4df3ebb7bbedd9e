import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Verdicts } from '../../src/evidence/verdicts.ts'
import { abused, checked, goodPage } from './project.ts'

const verdictsOf = (root: string, page: string): Verdicts =>
  Verdicts.parse(
    JSON.parse(readFileSync(join(root, `.holdfast/verdicts/pages/${page}.json`), 'utf8')),
  )

const unfinishedBelow = (root: string): string[] =>
  readdirSync(join(root, '.holdfast'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tmp'),
  )

test('links, folders with the name of a document, and bytes that are no text', async () => {
  await using project = await abused({ 'folder.md/inner.md': goodPage })
  await project.write('pages/bytes.md', new Uint8Array([0x23, 0x20, 0xff, 0xfe, 0x0a]))
  const lay = (to: string, name: string): void => symlinkSync(to, join(project.root, 'pages', name))
  lay('/etc/hostname', 'outside.md')
  lay('/etc', 'outside')
  lay('/nowhere', 'dangling.md')
  lay('.', 'round')
  // No document, but among what is looked at to tell whether anything has changed.
  lay('itself.txt', 'itself.txt')
  const { said, ...rest } = await checked(project)
  expect(said).toEqual({
    'bytes.md': ['1:1 document-unreadable'],
    'dangling.md': ['1:1 document-link'],
    'outside.md': ['1:1 document-link'],
    outside: ['1:1 document-link'],
    round: ['1:1 document-link'],
  })
  expect(rest).toEqual({ code: 1, err: '', claims: { holds: 2, all: 2 }, left: [] })
})

test('documents that come, change and vanish while they are checked', async () => {
  await using project = await abused({})
  const path = (turn: number): string => join(project.root, 'pages', `restless-${turn % 7}.md`)
  let isOver = false
  const restless = (async () => {
    for (let turn = 0; !isOver; turn++) {
      writeFileSync(path(turn), turn % 3 === 0 ? goodPage : goodPage.replace('[10', '[11'))
      rmSync(path(turn + 3), { force: true })
      await pause(1)
    }
  })()
  for (let turn = 0; turn < 3; turn++) {
    const { said, left, err } = await checked(project)
    expect(Object.keys(said).filter((file) => !file.startsWith('restless-'))).toEqual([])
    expect({ left, err }).toEqual({ left: [], err: '' })
    expect(verdictsOf(project.root, 'good.md').claims[0]?.verdict).toBe('holds')
  }
  isOver = true
  await restless
})

test('two checks at once leave whole verdicts', async () => {
  await using project = await abused(
    Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`page-${index}.md`, goodPage])),
  )
  const holds = { code: 0, err: '', said: {}, claims: { holds: 21, all: 21 }, left: [] }
  expect(await Promise.all([checked(project), checked(project)])).toEqual([holds, holds])
  expect(unfinishedBelow(project.root)).toEqual([])
  expect(verdictsOf(project.root, 'page-19.md').claims[0]?.verdict).toBe('holds')
})

/** A disk of its own for what is found, in the place of `.holdfast`. In CI it has to be had. */
function smallDisk(root: string): Disposable | null {
  const folder = join(root, '.holdfast')
  try {
    execFileSync('mkdir', [folder])
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'pipe' })
  } catch (error) {
    if (process.env.CI) throw error
    return null
  }
  return { [Symbol.dispose]: () => execFileSync('umount', ['--lazy', folder]) }
}

test('a full disk and one that may not be written: told, with what was found before unharmed', async (context) => {
  await using project = await abused({})
  using disk = smallDisk(project.root)
  if (!disk) return context.skip('mounting a small disk needs rights that are not given')
  const folder = join(project.root, '.holdfast')
  expect((await checked(project)).code).toBe(0)
  const before = verdictsOf(project.root, 'good.md')
  const unwritten = { said: { 'good.md': ['1:1 evidence-unwritten'] }, code: 1, err: '', left: [] }
  // The answer that stands would be given without writing.
  await project.write('pages/good.md', `${goodPage}\nMore.\n`)
  try {
    writeFileSync(join(folder, 'filler'), Buffer.alloc(2 << 20))
  } catch {
    // As much of it as fits fills the disk.
  }
  expect(await checked(project)).toMatchObject(unwritten)
  expect(verdictsOf(project.root, 'good.md')).toEqual(before)
  expect(unfinishedBelow(project.root)).toEqual([])
  rmSync(join(folder, 'filler'))
  execFileSync('mount', ['-o', 'remount,ro', folder])
  expect(await checked(project)).toMatchObject(unwritten)
  expect(verdictsOf(project.root, 'good.md')).toEqual(before)
  execFileSync('mount', ['-o', 'remount,rw', folder])
  expect(await checked(project)).toMatchObject({ code: 0, said: {} })
})
