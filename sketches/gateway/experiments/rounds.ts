import type { RequestsResult } from '../../drivers/http-requests.ts'

/** What came of each of the compared things, in the order of the rounds. */
export type Rounds<Name extends string> = Record<Name, RequestsResult[]>

const triesMax = 2

/** What held the driver up has passed a moment later, as a rule: a void run is made again, and then stands. */
export async function untilValid<T extends { void: string | null }>(
  run: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const result = await run()
    if (result.void === null || tries === triesMax) return result
  }
}

/**
 * Runs one after the other, round after round, so that what the machine does besides falls on all alike. A round in
 * which a driver lagged is left out for all; where that leaves no more than half, everything is there, and void.
 */
export async function interleave<Name extends string>(
  names: readonly Name[],
  rounds: number,
  run: (name: Name, round: number) => Promise<RequestsResult>,
): Promise<{ results: Rounds<Name>; void: string | null }> {
  const all: Map<Name, RequestsResult>[] = []
  for (let round = 0; round < rounds; round++) {
    const found = new Map<Name, RequestsResult>()
    for (const name of names) found.set(name, await untilValid(() => run(name, round)))
    all.push(found)
  }
  const reasonOf = (found: Map<Name, RequestsResult>) =>
    [...found.values()].find((each) => each.void !== null)?.void ?? null
  const valid = all.filter((found) => reasonOf(found) === null)
  const isEnough = valid.length > rounds / 2
  const kept = isEnough ? valid : all
  const results = names.map((name) => [name, kept.flatMap((found) => found.get(name) ?? [])])
  return {
    results: Object.fromEntries(results) as Rounds<Name>,
    void: isEnough ? null : (all.map(reasonOf).find((reason) => reason !== null) ?? 'no rounds'),
  }
}

/** Of the run with the fewest complete answers. */
export function completeShareOf(runs: readonly RequestsResult[]): number {
  return Math.min(...runs.map(({ complete, sent }) => complete / sent))
}
