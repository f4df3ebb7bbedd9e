import { readFileSync } from 'node:fs'

/** Linux counts a process's time in hundredths of a second, whatever its clock ticks in. */
const ticksPerSecond = 100
/** How often the time is granted anew to a process that other work keeps from a processor. */
const grants = 5

/**
 * Calls `bark` when it was not restarted for so many seconds in which the process had a processor for at least half of
 * them: on a busy machine a calculation that is right may take many times as long as on a calm one.
 */
export class Watch {
  readonly #pid: number | undefined
  readonly #seconds: number
  readonly #bark: () => void
  #timer: NodeJS.Timeout | undefined
  #usedBefore = 0

  constructor(pid: number | undefined, seconds: number, bark: () => void) {
    this.#pid = pid
    this.#seconds = seconds
    this.#bark = bark
  }

  restart(): void {
    this.stop()
    this.#usedBefore = secondsUsed(this.#pid) ?? 0
    this.#wait(grants)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #wait(left: number): void {
    this.#timer = setTimeout(() => {
      const used = secondsUsed(this.#pid)
      const isKeptWaiting = used !== null && used - this.#usedBefore < this.#seconds / 2
      if (isKeptWaiting && left > 1) this.#wait(left - 1)
      else this.#bark()
    }, this.#seconds * 1000)
  }
}

/** Processor time of a process; null where there is no /proc, or no such process any more. */
function secondsUsed(pid: number | undefined): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold blanks and brackets.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
  } catch {
    return null
  }
}
