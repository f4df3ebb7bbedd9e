import type { Output } from './command.ts'

const redrawMs = 1_000
/** Where lines stay, a long step says now and then that it is still at it. */
const remindMs = 60_000

export interface Progress {
  /** What is being done from now on, until the next step. */
  step: (text: string) => void
  /** A line that stays. */
  tell: (text: string) => void
  end: () => void
}

/** One counting line on a terminal; elsewhere, where everything is kept, a plain line a step and one a minute. */
export function showProgress({ complain, isTerminal }: Output): Progress {
  let timer: NodeJS.Timeout | undefined
  const every = (milliseconds: number, draw: (seconds: number) => void): void => {
    const startMs = Date.now()
    timer = setInterval(() => draw(Math.round((Date.now() - startMs) / 1000)), milliseconds)
  }
  const end = (): void => {
    clearInterval(timer)
    if (isTerminal) complain('\r\u001b[K')
  }
  const tell = (text: string): void => {
    end()
    complain(`${text}\n`)
  }
  const step = (text: string): void => {
    end()
    if (isTerminal) {
      const draw = (seconds: number): void => complain(`\r\u001b[K${text}: ${seconds} s`)
      draw(0)
      every(redrawMs, draw)
      return
    }
    complain(`${text}\n`)
    every(remindMs, (seconds) => complain(`${text}: ${seconds} s\n`))
  }
  return { step, tell, end }
}
