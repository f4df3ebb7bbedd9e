import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { repository } from '../project/project.ts'

it('the hash of the checker covers every room that judges, and none that only shows', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'holdfast-key-'))
  await cp(join(repository, 'src'), join(copy, 'src'), { recursive: true })
  const { checkerHash } = await import(pathToFileURL(join(copy, 'src/evidence/key.ts')).href)
  const before = await checkerHash()
  const hashWith = async (file: string): Promise<string> => {
    await writeFile(join(copy, 'src', file), '')
    const hash = await checkerHash()
    await rm(join(copy, 'src', file))
    return hash
  }
  for (const room of 'check compile document evidence graph message quantity record run'.split(' '))
    expect(await hashWith(`${room}/another.ts`), room).not.toBe(before)
  for (const room of 'command site content'.split(' '))
    expect(await hashWith(`${room}/another.ts`), room).toBe(before)
  await rm(copy, { recursive: true })
})
