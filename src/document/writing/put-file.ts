import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

interface Put {
  text: string
  /** Null for a file that is new: then what the system gives. */
  mode: number | null
  /** The name beside it under which it is written first. */
  temporary: string
}

/** Whole under another name and synced, then renamed: a reader sees the old file or the new one. */
export async function putFile(path: string, { text, mode, temporary }: Put): Promise<void> {
  const beside = join(dirname(path), temporary)
  try {
    const file = await open(beside, 'w')
    try {
      if (mode !== null) await file.chmod(mode)
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
