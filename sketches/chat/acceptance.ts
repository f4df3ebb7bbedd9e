import { leastRecentlyUsed } from '../parts/least-recently-used.ts'
import type { Entry } from './entry.ts'
import type { Log } from './log.ts'
import type { ChatOptions } from './options.ts'
import type { Persistence } from './persistence.ts'
import type { Said } from './protocol.ts'
import type { Sealing } from './sealing.ts'

export interface Acceptance {
  /** Takes a message to the point where it counts as accepted, which is one of four by the options. */
  accept(said: Said, settle: Entry['settle']): void
  /** Called by the log and by the database, for what has reached them. */
  logged(entries: Entry[]): void
  refused(entries: Entry[], reason: string): void
  stored(entries: Entry[]): void
}

export interface Stages {
  options: ChatOptions
  sealing: Sealing
  log: Log | null
  persistence: Persistence<Entry> | null
  /** Gives an accepted message to its room. */
  deliver(said: Said): void
}

/** How far back a message that is sent again is known by its id in this process; beyond, the database knows. */
const rememberedMax = 20_000

/** The stages come later than this, since log and database report to it: `stages` is asked when they are there. */
export function openAcceptance(stages: () => Stages): Acceptance {
  /** Who waits for a message that is under way; nobody does for one that is accepted. */
  const known = leastRecentlyUsed<Entry['settle'][] | 'accepted'>(rememberedMax)

  function settleAll(entry: Entry, refusal: string | null): void {
    const again = known.get(keyOf(entry.said))
    entry.settle(refusal)
    // Its author lost the connection meanwhile, and asks on a new one.
    if (Array.isArray(again)) for (const settle of again) settle(refusal)
  }

  function finish(entries: Entry[]): void {
    for (const entry of entries) {
      stages().deliver(entry.said)
      settleAll(entry, null)
      known.set(keyOf(entry.said), 'accepted')
    }
  }

  function store(entries: Entry[]): void {
    stages().persistence?.add(entries)
    if (stages().persistence === null) stages().log?.release(entries)
  }

  function take(entry: Entry): void {
    const { options, log } = stages()
    if (log !== null) {
      log.append(entry)
      return
    }
    if (options.acknowledge !== 'committed') finish([entry])
    store([entry])
  }

  return {
    accept(said, settle) {
      const { options, persistence, sealing } = stages()
      const before = known.get(keyOf(said))
      if (before === 'accepted') settle(null)
      else before?.push(settle)
      if (before !== undefined) return
      if ((persistence?.pending() ?? 0) > options.unstoredMax) {
        settle('the database is behind, try again later')
        return
      }
      known.set(keyOf(said), [])
      sealing.seal(said.text, (stored) => take({ said, stored, settle }))
    },
    logged(entries) {
      finish(entries)
      store(entries)
    },
    refused(entries, reason) {
      for (const entry of entries) {
        settleAll(entry, reason)
        known.delete(keyOf(entry.said))
      }
    },
    stored(entries) {
      const { options, log } = stages()
      if (options.acknowledge === 'committed') finish(entries)
      log?.release(entries)
    },
  }
}

/** Ids are chosen by clients: those of one author in one room are theirs alone. */
function keyOf({ room, from, id }: Said): string {
  return `${room}\n${from}\n${id}`
}
