import { cp, glob, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readProject } from '../../src/check/project.ts'
import { Closure } from '../../src/run/closure.ts'
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

/** What no experiment runs, and why. */
const unmeasured: Record<string, string> = {
  'sketches/chat/entry.ts': 'holds types alone',
  'sketches/images/front.ts': 'holds types alone',
  'sketches/chat/run.ts': 'starts the service for a person',
  'sketches/gateway/run.ts': 'starts the service for a person',
  'sketches/parts/cache.ts': 'is tested, and measured by none yet',
  'sketches/parts/cache-postgres.ts': 'is tested, and measured by none yet',
  'sketches/parts/cache-redis.ts': 'is tested, and measured by none yet',
}

describe('the key of an experiment', async () => {
  const closures = await closuresOfRepository()

  it.for([
    ['chat', 'primary.ts', 'worker.ts', 'session.ts', 'rooms.ts', 'sealing-thread.ts'],
    ['gateway', 'process.ts', 'server.ts', 'upstream-process.ts', 'compose-thread.ts'],
    ['images', 'dispatcher-process.ts', 'front-process.ts', 'worker.ts', 'job.ts'],
  ])('holds the programs that it starts, and what these import: %s', ([service = '', ...files]) => {
    const served = closures.filter(({ closure }) => closure.has(`sketches/${service}/index.ts`))
    expect(served.length).toBeGreaterThan(2)
    for (const { closure } of served)
      expect([...closure]).toEqual(
        expect.arrayContaining(files.map((file) => `sketches/${service}/${file}`)),
      )
  })

  it('holds no service that it does not start', () => {
    for (const { path, closure } of closures)
      for (const service of ['chat', 'gateway', 'images'])
        if (!path.endsWith(`/${service}-measured.md`))
          expect(closure, path).not.toContain(`sketches/${service}/index.ts`)
  })

  it('holds every file of the sketches in one document or another', async () => {
    const keyed = new Set(closures.flatMap(({ closure }) => [...closure]))
    const missing: string[] = []
    for await (const path of glob('sketches/**/*.{ts,html,c}', { cwd: repository }))
      if (!keyed.has(path)) missing.push(path)
    expect(missing.toSorted()).toEqual(Object.keys(unmeasured).toSorted())
  })
})

async function closuresOfRepository(): Promise<{ path: string; closure: Set<string> }[]> {
  const project = await readProject(repository)
  const closure = new Closure(repository)
  return [...project.documents].flatMap(([path, { scopes }]) =>
    scopes
      .filter(({ fence }) => fence.use.use === 'measured')
      .map(({ program }) => {
        const imported = program.imports
          .filter(({ isDocument }) => !isDocument)
          .map(({ from }) => join(repository, dirname(path), from))
        return { path, closure: new Set(closure.of(imported, program.code)) }
      }),
  )
}
