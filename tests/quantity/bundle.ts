import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { quantityRoom } from './compile.ts'

/** File of the room → the names that it exports. */
type Exports = Record<string, string>
/** A module, or a script that leaves one global, `holdfast`. */
type Format = 'es' | 'iife'

/** One file, minified, with nothing left to import: what a page would load. */
export async function bundle(exports: Exports, format: Format): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bundle-'))
  const input = join(folder, 'entry.ts')
  const lines = Object.entries(exports).map(
    ([file, names]) => `export { ${names} } from ${JSON.stringify(join(quantityRoom, file))}`,
  )
  try {
    writeFileSync(input, lines.join('\n'))
    const { rolldown }: Rolldown = await import(pathToFileURL(bundlerOfVite()).href)
    const { output } = await (await rolldown({ input })).generate({
      minify: true,
      name: 'holdfast',
      format,
    })
    const [chunk, ...more] = output
    if (!chunk || more.length > 0 || chunk.imports.length > 0) throw new Error('not one whole file')
    return chunk.code
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Rolldown {
  rolldown(options: { input: string }): Promise<{
    generate(options: { minify: boolean; name: string; format: Format }): Promise<{
      output: { code: string; imports: string[] }[]
    }>
  }>
}

/** The bundler comes with Vite, and Vite with Vitest. */
function bundlerOfVite(): string {
  const vitest = createRequire(import.meta.url).resolve('vitest/package.json')
  const vite = createRequire(vitest).resolve('vite/package.json')
  return createRequire(vite).resolve('rolldown')
}
