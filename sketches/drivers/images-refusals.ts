import { type Distribution, recorder } from './distribution.ts'
import { interlacedPng, progressiveJpeg } from './images-bombs.ts'
import { picture } from './images-pictures.ts'
import { type Target, upload } from './images-requests.ts'

export interface Refusals {
  sent: number
  /** Answered with anything but a refusal of what it is. */
  taken: number
  /** From the first byte of an upload to the last of its refusal. */
  latency: Distribution
}

const [bombEdge, plan] = [16_000, 'a:24x24:jpeg']
const refusing = [413, 415, 422]

/** Sends what is no picture, what is half of one, and what is more than one should be, each several times. */
export async function refusals(target: Target, each = 10): Promise<Refusals> {
  const whole = await picture({ width: 800, height: 600 })
  const bodies = [
    Buffer.from('no picture at all'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    whole.subarray(0, whole.length / 2),
    progressiveJpeg(bombEdge, bombEdge),
    interlacedPng(bombEdge, bombEdge),
  ]
  const latency = recorder('ms')
  let taken = 0
  for (let round = 0; round < each; round++)
    for (const body of bodies) {
      const start = performance.now()
      const { status } = await upload(target, body, plan)
      latency.record(performance.now() - start)
      if (!refusing.includes(status)) taken++
    }
  return { sent: each * bodies.length, taken, latency: latency.finish() }
}
