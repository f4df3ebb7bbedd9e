import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repository } from '../../project/project.ts'
import { denoProgram } from './deno.ts'
import type { Page } from './page.ts'
import { timed } from './timed.ts'

const quantity = join(repository, 'src', 'quantity', 'quantity.ts')

/**
 * The document with one fence in the place of its first: Deno makes a module of each, which sees neither the other
 * fences nor other documents nor names that it was not told. All code of the document is in it, and of the page that
 * it imports what declares the name.
 */
export function forDeno(page: Page, pageAt: (index: number) => Page): string {
  const inlined = page.rests === null ? [] : pageAt(page.rests).code.slice(0, 1)
  const code = [`import { q } from '${quantity}'`, ...inlined, ...page.code].join('\n')
  const [before = '', , between = '', , after = ''] = page.text.split(/```(?:ts\n)?/)
  return `${before}\`\`\`ts\n${code}\n\`\`\`\n${between}${after}`
}

interface Copy {
  deno: string
  documents: number
}

export const denoCheck = (copy: Copy): Promise<number> => run(copy, ['check', '--doc'], `#6-`)

export const denoTest = (copy: Copy): Promise<number> =>
  run(copy, ['test', '--doc'], `${copy.documents} passed`)

/** With an empty cache, since what it has checked before it does not check again. */
async function run({ deno }: Copy, words: string[], expected: string): Promise<number> {
  const program = denoProgram()
  const cache = mkdtempSync(join(tmpdir(), 'holdfast-bench-cache-'))
  const files = readdirSync(deno).filter((file) => file.endsWith('.md'))
  try {
    return await timed({
      program,
      words: [...words, ...files],
      folder: deno,
      environment: { DENO_DIR: cache, DENO_NO_UPDATE_CHECK: '1' },
      expected,
    })
  } finally {
    rmSync(cache, { recursive: true, force: true })
  }
}
