import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Verdicts } from '../../src/evidence/verdicts.ts'
import { fixtureVerdicts } from './verdicts.ts'

const repository = join(import.meta.dirname, '../..')
export const astroBinary = join(repository, 'node_modules/astro/bin/astro.mjs')
const parts = [
  'src/site',
  'src/evidence',
  'src/document',
  'src/message',
  'src/quantity',
  'src/content.config.ts',
  'src/graph',
  'src/record',
]

/**
 * A project of its own: the site's code, the fixture's documents, verdicts made by hand. It stands below
 * the repository, so that packages are found as they are in a clone; the bundler does not bear a
 * `node_modules` that is a link.
 */
export interface Project extends Disposable {
  root: string
  write: (path: string, text: string) => void
}

export function createProject(verdicts: Verdicts[] = fixtureVerdicts()): Project {
  const folder = join(repository, '.holdfast', 'fixtures')
  mkdirSync(folder, { recursive: true })
  const root = mkdtempSync(join(folder, 'süß und gut '))
  for (const part of parts) cpSync(join(repository, part), join(root, part), { recursive: true })
  for (const file of ['astro.config.mjs', 'tsconfig.json', 'package-lock.json'])
    cpSync(join(repository, file), join(root, file))
  cpSync(join(import.meta.dirname, 'fixture'), root, { recursive: true })
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const own = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
  write('package.json', JSON.stringify({ ...own, repository: 'team/repo' }))
  for (const each of verdicts) write(`.holdfast/verdicts/${each.path}.json`, JSON.stringify(each))
  const proof = { schema: 1, provenAt: '2026-11-20T08:31:00Z', claims: 19, proven: 18 }
  write(
    '.holdfast/proof.json',
    JSON.stringify({ ...proof, insensitive: 1, unproven: 1, unclaimed: 0 }),
  )
  return { root, write, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) }
}

/** Builds the project as the command does, in a process of its own. */
export function buildProject(
  { root }: Project,
  environment: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [astroBinary, 'build'], {
    cwd: root,
    env: { ...outerEnvironment(), ASTRO_TELEMETRY_DISABLED: '1', ...environment },
  })
  let output = ''
  child.stdout.on('data', (part) => {
    output += part
  })
  child.stderr.on('data', (part) => {
    output += part
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })))
}

/** The test runner sets variables of its own, and a build inside it would take `BASE_URL` for an order. */
export function outerEnvironment(): NodeJS.ProcessEnv {
  const own = new Set(['BASE_URL', 'MODE', 'DEV', 'PROD', 'SSR', 'TEST', 'NODE_ENV', 'VITEST'])
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.has(name)))
}
