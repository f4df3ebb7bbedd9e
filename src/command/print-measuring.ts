import type { MeasureProgress } from '../check/measure.ts'
import type { Progress } from './progress.ts'

/** Tells what runs, how long it will take and the figures so far. */
export function printMeasuring(progress: Progress): (event: MeasureProgress) => void {
  return (event) => {
    if (event.kind === 'plan' && event.experiments > 0) {
      const { experiments, documents, expectedSeconds } = event
      const time =
        expectedSeconds === null ? '' : `, about ${duration(expectedSeconds)} as the last time`
      progress.tell(
        `measuring: ${count(experiments, 'experiment')} in ${count(documents, 'document')}${time}`,
      )
    } else if (event.kind === 'starts') {
      const time =
        event.expectedSeconds === null ? '' : `, ${duration(event.expectedSeconds)} the last time`
      progress.step(`${event.path}:${event.line} run ${event.run}${time}`)
    } else if (event.kind === 'ran') {
      const outcome = event.void === null ? event.figures : `void: ${event.void}`
      progress.tell(
        `${event.path}:${event.line} run ${event.run}, ${duration(event.seconds)}: ${outcome}`,
      )
    }
  }
}

export const count = (number: number, noun: string): string =>
  `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`

function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds))
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
