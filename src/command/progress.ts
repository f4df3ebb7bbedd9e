import type { Output } from './command.ts'

const redrawMs = 1_000

export interface Progress {
  /** What is being done from now on, until the next step. */
  step: (text: string) => void
  /** A line that stays. */
  tell: (text: string) => void
  end: () => void
}

/** One counting line on a terminal; elsewhere, where everything is kept, a plain line a step. */
export function showProgress({ complain, isTerminal }: Output): Progress {
  if (!isTerminal) {
    const line = (text: string): void => complain(`${text}\n`)
    return { step: line, tell: line, end: () => {} }
  }
  let timer: NodeJS.Timeout | undefined
  const end = (): void => {
    clearInterval(timer)
    complain('\r\u001b[K')
  }
  const step = (text: string): void => {
    end()
    const startMs = Date.now()
    const draw = (): void => {
      complain(`\r\u001b[K${text}, ${Math.round((Date.now() - startMs) / 1000)} s`)
    }
    timer = setInterval(draw, redrawMs)
    draw()
  }
  const tell = (text: string): void => {
    end()
    complain(`${text}\n`)
  }
  return { step, tell, end }
}
