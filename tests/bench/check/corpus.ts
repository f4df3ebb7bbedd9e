import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../../project/project.ts'
import { forDeno } from './for-deno.ts'
import { pageOf } from './page.ts'

/** The same documents twice: as the checker reads them, and as Deno can. */
export interface Corpus {
  documents: number
  claims: number
  /** Documents whose names others import. */
  imported: number
  /** A project with the documents in `calculations`. */
  root: string
  /** The copy for Deno: imports of documents inlined, ambient names imported, no code left out. */
  deno: string
}

/** Writes a corpus into a folder that is there and empty; equal for equal counts. */
export function writeCorpus(folder: string, documents: number): Corpus {
  const root = join(folder, 'project')
  const deno = join(folder, 'deno')
  const imported = Math.round((documents * 33) / 300)
  mkdirSync(join(root, 'calculations'), { recursive: true })
  mkdirSync(join(root, 'node_modules'))
  mkdirSync(deno)
  symlinkSync(repository, join(root, 'node_modules', 'holdfast'))
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ name: 'a-corpus', type: 'module', private: true }),
  )
  writeFileSync(join(root, 'holdfast.config.ts'), 'export default {}\n')
  writeFileSync(join(deno, 'deno.json'), JSON.stringify({ compilerOptions: { strict: true } }))
  for (let index = 0; index < documents; index++) {
    const page = pageOf(index, imported)
    writeFileSync(join(root, 'calculations', page.file), page.text)
    writeFileSync(
      join(deno, page.file),
      forDeno(page, (other) => pageOf(other, imported)),
    )
  }
  return { documents, claims: 3 * documents, imported, root, deno }
}
