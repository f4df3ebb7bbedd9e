import { answerOwner } from '../parts/child.ts'
import { type Distribution, percentile, recorder } from './distribution.ts'
import { goFirst } from './first.ts'
import type { JobMoments } from './images-foreseen.ts'
import { distinct } from './images-pictures.ts'
import { inTurns, type JobSeen, untilEnded, upload } from './images-requests.ts'
import type { UploadResult, UploadTask } from './images-uploads.ts'
import { keepPace, poissonMoments } from './pace.ts'

const lagMsLimit = 20
const endLimitMs = 240_000
const askersAtOnce = 4

goFirst()
answerOwner({ run })

interface Answered {
  status: number
  id: string
  intendedMs: number
  answeredMs: number
}

async function run(task: UploadTask): Promise<UploadResult> {
  const { target, plan, count } = task
  const addresses = { addresses: target }
  const sending: Promise<Answered>[] = []
  const lags = recorder('ms')
  const moments = momentsOf(task)
  const bodies = Array.from(moments, (_, index) =>
    distinct(task.original, task.seed * 10_000 + index),
  )
  const pace = keepPace({
    moments,
    countFromMs: 0,
    act(index, intendedMs) {
      lags.record(Math.max(0, performance.now() - intendedMs))
      const sent = upload(addresses, bodies[index] ?? Buffer.alloc(0), plan)
        .catch(() => ({ status: 0, id: '' }))
        .then((answer) => ({ ...answer, intendedMs, answeredMs: performance.now() }))
      sending.push(sent)
    },
  })
  await pace.done
  const answered = await Promise.all(sending)
  const accepted = answered.filter(({ status }) => status === 202)
  const ended = await inTurns(accepted, askersAtOnce, ({ id }) =>
    untilEnded(addresses, id, endLimitMs).catch(() => null),
  )
  // Where all cores work, any process waits for one now and then: what matters is what most uploads met. All at once
  // is more than one process can begin at one moment, and is not meant to be a pace.
  const lagMs = percentile(lags.finish(), 95)
  const isLate = task.perSecond !== null && lagMs > lagMsLimit
  return {
    ...{ sent: count, accepted: accepted.length, uploadBytes: task.original.length },
    busy: answered.filter(({ status }) => status === 429).length,
    refused: answered.filter(({ status }) => status !== 202 && status !== 429).length,
    ...timesOf(answered, accepted, ended),
    lagMsMax: pace.lagMsMax(),
    void: isLate ? `driver lagged ${Math.round(lagMs)} ms at its p95` : null,
  }
}

function timesOf(answered: Answered[], accepted: Answered[], ended: (JobSeen | null)[]) {
  const [answer, completion] = [recorder('ms'), recorder('ms')]
  const [wait, job] = [recorder('ms'), recorder('ms')]
  const moments: JobMoments[] = []
  for (const { intendedMs, answeredMs } of answered) answer.record(answeredMs - intendedMs)
  const firstMs = performance.timeOrigin + Math.min(...answered.map(({ intendedMs }) => intendedMs))
  let lastMs = firstMs
  let done = 0
  for (const [index, { intendedMs }] of accepted.entries()) {
    const seen = ended[index]
    if (seen?.status !== 'done') continue
    done++
    lastMs = Math.max(lastMs, seen.finishedMs)
    // The rows carry the clock of the database, which is the clock of this machine.
    completion.record(Math.max(0, seen.finishedMs - performance.timeOrigin - intendedMs))
    wait.record(Math.max(0, seen.startedMs - seen.createdMs))
    job.record(Math.max(0, seen.finishedMs - seen.startedMs))
    const { createdMs, startedMs, finishedMs } = seen
    moments.push({ createdMs, startedMs, finishedMs })
  }
  const makespanS = (lastMs - firstMs) / 1000
  return {
    ...{ done, lost: accepted.length - done, makespanS, moments },
    jobsPerS: makespanS > 0 ? done / makespanS : 0,
    ...{ answer: answer.finish(), completion: completion.finish() },
    ...{ wait: wait.finish(), job: job.finish(), jobVariation: variationOf(job.finish()) },
  }
}

function variationOf({ values, count, mean }: Distribution): number {
  const squares = values.reduce((sum, [value, times]) => sum + times * (value - mean) ** 2, 0)
  return count === 0 ? 0 : Math.sqrt(squares / count) / mean
}

function momentsOf({ count, perSecond, seed }: UploadTask): Float64Array {
  if (perSecond === null) return new Float64Array(count)
  // Twice as long as it takes on average, so that there are enough of them.
  return poissonMoments(perSecond, (2 * count) / perSecond + 10, seed).slice(0, count)
}
