import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const own = fileURLToPath(new URL('./deno', import.meta.url))

/** The program of Deno, installed from its own lock file beside this one: 90 MB that nobody else needs. */
export function denoProgram(): string {
  const { dependencies } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'))
  const folder = join(tmpdir(), `holdfast-bench-deno-${dependencies.deno}`)
  const found = programIn(folder)
  if (found) return found
  mkdirSync(folder, { recursive: true })
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(own, file), join(folder, file))
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const installed = programIn(folder)
  if (installed) return installed
  rmSync(folder, { recursive: true })
  throw new Error(`no package carries Deno for ${process.platform}-${process.arch}`)
}

function programIn(folder: string): string | null {
  const packages = join(folder, 'node_modules', '@deno')
  const [platform] = existsSync(packages) ? readdirSync(packages) : []
  if (platform === undefined) return null
  return join(packages, platform, process.platform === 'win32' ? 'deno.exe' : 'deno')
}
