import { forgetVerdicts, writeLive, writeVerdicts } from '../evidence/store.ts'
import type { Verdicts } from '../evidence/verdicts.ts'
import { type Message, report } from '../message/message.ts'
import { type Counts, countVerdicts } from './counts.ts'
import { examine } from './examine.ts'
import type { Keep } from './judge-early.ts'
import { liveOf } from './live.ts'
import type { Results } from './seen.ts'
import type { Workshop } from './workshop.ts'

export interface CheckOptions {
  root: string
  /** Documents or folders, relative to the root; empty for all. */
  paths: string[]
  /** What is untested fails, as it must before publishing. */
  complete: boolean
  /** What was started ahead and what is known, where several checks follow each other. */
  workshop?: Workshop
}

export interface CheckResult {
  messages: Message[]
  verdicts: Verdicts[]
  /** The environment variables that the experiments read. */
  variables: string[]
  counts: Counts
  /** 0: all holds; 1: something fails or is stale, or is untested where completeness is asked for. */
  exitCode: 0 | 1
}

/** Examines documents and keeps their verdicts and functions, which the site reads. */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const { root, paths, complete, workshop } = options
  const written = workshop?.memory.written ?? new WeakSet<Verdicts>()
  // What cannot be written early is tried again in the end, and is told then.
  const keep: Keep = (results, verdicts) => void keepVerdicts(results, [verdicts], written)
  const examined = await examine(root, paths, { complete, workshop, keep })
  const { messages, verdicts, results } = examined
  const unkept = keepVerdicts(results, verdicts, written)
  messages.push(...unkept)
  if (paths.length === 0 && unkept.length === 0)
    await forgetVerdicts(root, results.project.documents.keys())
  const counts = countVerdicts(verdicts, messages)
  const isUntested = verdicts.some(({ claims, expectations }) =>
    [...claims, ...expectations].some(({ verdict }) => verdict === 'untested'),
  )
  const fails = messages.some(({ severity }) => severity === 'error') || (complete && isUntested)
  const variables = [...results.states.values()].flat().flatMap((state) => state.variables)
  return {
    messages,
    verdicts,
    variables: [...new Set(variables)],
    counts,
    exitCode: fails ? 1 : 0,
  }
}

/** Whether everything holds is told even where it cannot be kept; that is then what is wrong. */
function keepVerdicts(
  results: Results,
  verdicts: Verdicts[],
  written: WeakSet<Verdicts>,
): Message[] {
  const failed = verdicts.flatMap((each) => {
    if (written.has(each)) return []
    const { root } = results.project
    try {
      const live = liveOf(results, each.path, each)
      if (live) writeLive(root, live)
      writeVerdicts(root, each)
      written.add(each)
      return []
    } catch (error) {
      if (!isOfDisk(error)) throw error
      return [{ path: each.path, why: error.message }]
    }
  })
  const [first, ...more] = failed
  if (!first) return []
  const detail = { why: first.why.split(',')[0] ?? '', documents: more.length + 1 }
  return [report('evidence-unwritten', { path: first.path, line: 1, column: 1 }, detail)]
}

const isOfDisk = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error &&
  'code' in error &&
  ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM'].includes(String(error.code))
