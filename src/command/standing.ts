import { existsSync, fstatSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckResult } from '../check/check.ts'
import { writingFolder } from '../document/writing/folder.ts'
import {
  beforeCheck,
  type Call,
  readStanding,
  standingOf,
  standingPath,
} from '../evidence/standing.ts'
import type { Output } from './command.ts'
import { findRoot, userFolder } from './root.ts'

/**
 * Prints what a check of the same words would print, where nothing has changed since that check; answers whether it
 * did. It is asked before anything else of the command is loaded, which takes longer than to look at all files.
 */
export function answerFromStanding(): boolean {
  const folder = userFolder()
  const root = findRoot(folder)
  // What a killed command left half written is put right first, which the command itself does.
  if (root === null || existsSync(join(root, writingFolder))) return false
  const output = readStanding(callOf(root, folder))
  if (output === null) return false
  say(output)
  return true
}

/** Written at once, without the streams of Node, which take longer to load than this takes; a full pipe has to wait for them. */
function say(text: string): void {
  const bytes = Buffer.from(text)
  let sent = 0
  try {
    while (sent < bytes.length) sent += writeSync(1, bytes, sent)
  } catch {
    process.stdout.on('error', () => {
      process.exitCode = 141
    })
    process.stdout.write(bytes.subarray(sent))
  }
}

interface Keeper {
  /** Writes through, and remembers. */
  output: Output
  /** For when everything held: the next check of the same words may then say the same. */
  keep(result: Pick<CheckResult, 'verdicts' | 'variables'>): Promise<void>
}

/** Looks at everything before a check begins: what changes while it runs is then not taken for checked. */
export async function answerKeeper(here: {
  root: string
  folder: string
  output: Output
}): Promise<Keeper> {
  const { writeWhole } = await import('../evidence/store.ts')
  const call = callOf(here.root, here.folder)
  const before = beforeCheck(call)
  let said = ''
  const write = (text: string): void => {
    said += text
    here.output.write(text)
  }
  const keep: Keeper['keep'] = async ({ verdicts, variables }) => {
    const ages = verdicts.flatMap(({ experiments }) => experiments.map((each) => each.freshUntil))
    const standing = standingOf(before, {
      documents: verdicts.map(({ path }) => path),
      variables,
      freshUntil: ages.filter((age) => age !== null).toSorted()[0] ?? null,
      output: said,
    })
    // Where nothing can be written, nothing is remembered; that the verdicts could not be has been said.
    if (standing) await writeWhole(standingPath(call), standing).catch(() => {})
  }
  return { output: { ...here.output, write }, keep }
}

/** This call, as it is kept with its answer. */
const callOf = (root: string, folder: string): Call => ({
  root,
  folder,
  words: process.argv.slice(2),
  colour: isColoured(),
})

/** Only a terminal gets colours; whether it is one is asked only where it can be, for the same reason. */
export function isColoured(): boolean {
  const isPlain = Boolean(process.env.NO_COLOR) || process.env.TERM === 'dumb'
  return !isPlain && fstatSync(1).isCharacterDevice() && process.stdout.isTTY === true
}
