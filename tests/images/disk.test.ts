import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { picture, smallPicture } from '../../sketches/drivers/images-pictures.ts'
import { start } from '../../sketches/images/index.ts'
import { until } from '../sketches/processes.ts'
import { ended, sendTo, statusIn } from './client.ts'

/** A folder on a disk of its own, of a few MB; null where that needs rights that we do not have. */
async function smallDisk(megabytes: number) {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], {
      stdio: 'ignore',
    })
  } catch {
    await rm(folder, { recursive: true })
    return null
  }
  return {
    folder,
    async [Symbol.asyncDispose]() {
      execFileSync('umount', ['--lazy', folder])
      await rm(folder, { recursive: true })
    },
  }
}

test('a full disk refuses uploads in plain words, and costs a job nothing but time', async (context) => {
  await using disk = await smallDisk(2)
  if (disk === null) return context.skip('mounting a small disk needs rights that are not given')
  await using images = await start({
    ...{ folder: disk.folder, workers: 1, maxAttempts: 12, backoffMs: 30 },
  })
  const filler = join(disk.folder, 'filler')
  const quick = { plan: 'a:300x300:png' }
  const waiting = await sendTo(images, await smallPicture(1), quick)
  expect((await ended(images, waiting.id)).status).toBe('done')

  await writeFile(filler, Buffer.alloc(2 << 20)).catch(() => {})
  expect(await sendTo(images, await picture({ width: 500, height: 400 }), quick)).toMatchObject({
    ...{ status: 507, refused: 'disk', because: 'There is no room on the disk' },
  })

  // Room for an original of 3 KB, and for no result.
  await rm(filler)
  await writeFile(filler, Buffer.alloc(2 << 20)).catch(() => {})
  execFileSync('truncate', ['--size=-12288', filler])
  const sent = await sendTo(images, await smallPicture(2), quick)
  expect(sent).toMatchObject({ status: 202 })
  const { id } = sent
  await until(async () => (await statusIn(images, id)).attempt >= 2)
  expect((await statusIn(images, id)).reason).toContain('ENOSPC')
  await rm(filler)
  expect(await ended(images, id)).toMatchObject({ status: 'done', reason: null })
})
