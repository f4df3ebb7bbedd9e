import { forgetVerdicts, writeVerdicts } from '../evidence/store.ts'
import type { Verdicts } from '../evidence/verdicts.ts'
import type { Message } from '../message/message.ts'
import { type Counts, countVerdicts } from './counts.ts'
import { examine } from './examine.ts'

export interface CheckOptions {
  root: string
  /** Documents or folders, relative to the root; empty for all. */
  paths: string[]
  /** What is untested fails, as it must before publishing. */
  complete: boolean
}

export interface CheckResult {
  messages: Message[]
  verdicts: Verdicts[]
  counts: Counts
  /** 0: all holds; 1: something fails or is stale, or is untested where completeness is asked for. */
  exitCode: 0 | 1
}

/** Examines documents and keeps their verdicts, which the site reads. */
export async function check({ root, paths, complete }: CheckOptions): Promise<CheckResult> {
  const { messages, verdicts, results } = await examine(root, paths, { complete })
  for (const each of verdicts) await writeVerdicts(root, each)
  if (paths.length === 0) await forgetVerdicts(root, results.project.documents.keys())
  const counts = countVerdicts(verdicts, messages)
  const isUntested = verdicts.some(({ claims, expectations }) =>
    [...claims, ...expectations].some(({ verdict }) => verdict === 'untested'),
  )
  const fails = messages.some(({ severity }) => severity === 'error') || (complete && isUntested)
  return { messages, verdicts, counts, exitCode: fails ? 1 : 0 }
}
