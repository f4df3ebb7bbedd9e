import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type JudgedClaim, Verdicts } from '../evidence/verdicts.ts'

/** Where `check` leaves what it saw. */
export function verdictsFolder(root: string): string {
  return join(root, '.holdfast', 'verdicts')
}

/** The file that `check` writes for a document. */
export function verdictsFile(root: string, path: string): string {
  return join(verdictsFolder(root), `${path}.json`)
}

/** The document whose verdicts a file holds, or null for any other file. */
export function documentOfFile(root: string, file: string): string | null {
  const start = join(verdictsFolder(root), '/')
  const inside = file.startsWith(start) && file.endsWith('.md.json')
  return inside ? file.slice(start.length, -'.json'.length).replaceAll('\\', '/') : null
}

/** What the last check saw in one document; null where it was never checked. */
export function readVerdicts(root: string, path: string): Verdicts | null {
  return readFile(verdictsFile(root, path))
}

/** The documents of which a check has left what it saw, in the order of their paths. */
export function checkedDocuments(root: string): string[] {
  const names = globSync('**/*.md.json', { cwd: verdictsFolder(root) }).sort()
  return names.map((name) => name.slice(0, -'.json'.length).replaceAll('\\', '/'))
}

/** A build draws many pages that each ask for all of it; within this time nothing is read anew. */
const keptMs = process.env.NODE_ENV === 'production' ? 60_000 : 200
let kept = { root: '', at: 0, all: [] as Verdicts[] }

/** What the last check saw, in the order of paths. */
export function readAllVerdicts(root: string): Verdicts[] {
  if (kept.root === root && Date.now() - kept.at < keptMs) return kept.all
  const all = checkedDocuments(root)
    .map((path) => readVerdicts(root, path))
    .filter((verdicts) => verdicts !== null)
  kept = { root, at: Date.now(), all }
  return all
}

const known = new Map<string, { stamp: string; verdicts: Verdicts }>()

/** One page asks for the same file many times, so it is read again only after it changed. */
function readFile(file: string): Verdicts | null {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat === undefined) return null
  const stamp = `${stat.mtimeMs} ${stat.size} ${stat.ino}`
  const found = known.get(file)
  if (found?.stamp === stamp) return found.verdicts
  const verdicts = parseVerdicts(file)
  known.set(file, { stamp, verdicts })
  return verdicts
}

function parseVerdicts(file: string): Verdicts {
  const read = Verdicts.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const where = issue?.path.join('.') ?? ''
  throw new Error(
    `${file}: ${issue?.message ?? 'not understood'} at ${where}; run holdfast check to write it anew`,
  )
}

/** How a claim stands, as a reader needs it: a refuted number that holds is a case of its own. */
export type Standing = 'holds' | 'refuted' | 'fails' | 'stale' | 'untested' | 'unchecked'

export const standingLabels: Record<Standing, string> = {
  holds: 'Holds',
  refuted: 'Refuted, as stated',
  fails: 'Fails',
  stale: 'Stale',
  untested: 'Untested',
  unchecked: 'No longer checked',
}

/** `3 hold`, `1 fails`: how many stand so, in words that fit the number. */
export function countStanding(standing: Standing, count: number): string {
  const words: Record<Standing, string> = {
    holds: count === 1 ? 'holds' : 'hold',
    refuted: 'refuted, as stated',
    fails: count === 1 ? 'fails' : 'fail',
    stale: 'stale',
    untested: 'untested',
    unchecked: 'no longer checked',
  }
  return `${count.toLocaleString('en')} ${words[standing]}`
}

/** How many of the claims stand how, leaving out what does not occur. */
export function tallyStandings(found: Standing[]): { standing: Standing; count: number }[] {
  const order: Standing[] = ['holds', 'refuted', 'fails', 'stale', 'untested', 'unchecked']
  return order
    .map((standing) => ({ standing, count: found.filter((each) => each === standing).length }))
    .filter(({ count }) => count > 0)
}

export const provenanceLabels: Record<JudgedClaim['provenance'], string> = {
  given: 'Given',
  calculated: 'Calculated',
  derived: 'Derived',
  measured: 'Measured',
}

/** Deprecated and superseded records are specimens: what they state is shown, and no longer asserted. */
export function isSpecimen(status: string | null): boolean {
  return status !== null && /^(deprecated|superseded)/i.test(status)
}

export function standingOf(
  judged: { verdict: JudgedClaim['verdict']; refuted: boolean },
  status: string | null = null,
): Standing {
  if (isSpecimen(status)) return 'unchecked'
  return judged.verdict === 'holds' && judged.refuted ? 'refuted' : judged.verdict
}
