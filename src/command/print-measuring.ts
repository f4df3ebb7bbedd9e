import type { MeasureProgress } from '../check/measure.ts'
import { validRuns } from '../evidence/measured.ts'
import type { Progress } from './progress.ts'

/** Tells what runs, how long it will take and the figures so far. */
export function printMeasuring(progress: Progress): (event: MeasureProgress) => void {
  return (event) => {
    switch (event.kind) {
      case 'queues': {
        const { pid, since } = event
        const who = pid === null ? 'another process' : `process ${pid}`
        const seconds = since === null ? null : (Date.now() - Date.parse(since)) / 1000
        const time = seconds === null ? '' : ` for ${duration(seconds)}`
        progress.step(`${who} has been measuring here${time}; waiting until it is done`)
        return
      }
      case 'plan': {
        if (event.experiments === 0) return
        const { experiments, documents, expectedSeconds } = event
        const time =
          expectedSeconds === null ? '' : `, about ${duration(expectedSeconds)} as the last time`
        progress.tell(
          `measuring: ${count(experiments, 'experiment')} in ${count(documents, 'document')}${time}`,
        )
        return
      }
      case 'starts': {
        const { path, line, run, experiment, experiments, validSoFar, expectedSeconds } = event
        const time = expectedSeconds === null ? '' : `, about ${duration(expectedSeconds)}`
        progress.step(
          `${experiment} of ${experiments}: ${path}:${line} run ${run}, ${validSoFar} of ${validRuns} done${time}`,
        )
        return
      }
      case 'ran': {
        const { path, line, run, seconds, figures } = event
        const outcome = event.void === null ? figures : `void: ${event.void}`
        progress.tell(`${path}:${line} run ${run}, ${duration(seconds)}: ${outcome}`)
        return
      }
      case 'waits': {
        const { path, line, run, mostSeconds } = event
        progress.step(
          `${path}:${line} run ${run} waits for the machine to calm down, at most ${duration(mostSeconds)}`,
        )
        return
      }
      case 'left-out': {
        const { path, line, missing } = event
        progress.tell(`${path}:${line} is left out: ${missing}`)
        return
      }
      case 'measured':
    }
  }
}

/** By hand, since the first number that Node writes in a language takes it 20 ms. */
const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',')

export const count = (number: number, noun: string): string =>
  `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`

function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds))
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
