import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { check } from '../../../src/check/check.ts'
import { buildProject, createProject, type Project } from '../../site/project.ts'

const records = 500
const warmBuilds = 3

/** Builds so many records with the site's own work and without it: first with empty caches, then with warm ones. */
export async function measureBuilds(): Promise<string> {
  using own = createProject([])
  using plain = createProject([])
  for (let number = 1; number <= records; number++) {
    const name = `${String(number).padStart(3, '0')}-decision.md`
    own.write(`adrs/${name}`, recordOf(number))
    plain.write(
      `src/content/docs/adrs/${name}`,
      `---\ntitle: Decision ${number}\n---\n${recordOf(number).replace(/^#.*\n/, '')}`,
    )
  }
  makePlain(plain)
  await check({ root: own.root, paths: ['adrs'], complete: false })
  const [ownCold, plainCold] = [await time(own), await time(plain)]
  const pairs: [number, number][] = []
  for (let build = 0; build < warmBuilds; build++) pairs.push([await time(own), await time(plain)])
  const ratios = pairs.map(([ours, theirs]) => ours / theirs).sort((a, b) => a - b)
  return `${records} records against a plain build: ${(ownCold / plainCold).toFixed(2)} × cold (${seconds(ownCold)} to ${seconds(plainCold)}), ${(ratios[1] ?? Number.NaN).toFixed(2)} × warm (${pairs.map((pair) => pair.map(seconds).join(' to ')).join(', ')})`
}

async function time(project: Project): Promise<number> {
  const start = performance.now()
  const { code, output } = await buildProject(project, { HOLDFAST_PREVIEW: '1' })
  if (code !== 0) throw new Error(output)
  return performance.now() - start
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** Starlight as its guide sets it up, over the same pages. */
function makePlain({ root, write }: Project): void {
  for (const left of ['adrs', 'calculations', 'sketches', 'src/content/docs/guides'])
    rmSync(join(root, left), { recursive: true, force: true })
  write(
    'astro.config.mjs',
    `import starlight from '@astrojs/starlight'
import { defineConfig } from 'astro/config'
export default defineConfig({ integrations: [starlight({ title: 'Plain' })] })
`,
  )
  write(
    'src/content.config.ts',
    `import { defineCollection } from 'astro:content'
import { docsLoader } from '@astrojs/starlight/loaders'
import { docsSchema } from '@astrojs/starlight/schema'
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) }
`,
  )
}

const recordOf = (
  number: number,
): string => `# ADR-${String(number).padStart(3, '0')}: Decision ${number}

**Date**: 2026-11-02
**Status**: Accepted
**Deciders**: Ada Byron
**Tags**: bench

## Context and Problem Statement

A service receives requests, and each of them takes time.

\`\`\`ts
const requests = q('${number} requests/s') // source: the bench
const time = q('100 ms') // source: the bench
const inFlight = requests.times(time)
\`\`\`

With [${number} requests a second](calc:requests) there are [${number / 10} requests](calc:inFlight) in flight.

## Decision Outcome

Chosen option: "Wait", because nothing else is needed.
`
