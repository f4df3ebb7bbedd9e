import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../..', import.meta.url))

/** A project of its own in a temporary folder, removed at the end; it reaches the models as a user's project would. */
export interface TemporaryProject extends AsyncDisposable {
  root: string
  write(path: string, text: string | Uint8Array): Promise<void>
}

export async function temporaryProject(files: Record<string, string>): Promise<TemporaryProject> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'holdfast project é ')))
  const write = async (path: string, text: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  await mkdir(join(root, 'node_modules'))
  await symlink(repository, join(root, 'node_modules', 'holdfast'))
  await write('package.json', JSON.stringify({ name: 'a-project', type: 'module', private: true }))
  for (const [path, text] of Object.entries(files)) await write(path, text)
  return { root, write, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }
}
