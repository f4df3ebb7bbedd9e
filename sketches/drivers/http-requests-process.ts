import { constants, setPriority } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { answerOwner } from '../parts/child.ts'
import { recorder } from './distribution.ts'
import { wholeAt } from './http-amount.ts'
import { type HttpAnswer, type HttpConnection, openHttpConnection } from './http-connection.ts'
import type { Outcomes, RequestsTask } from './http-requests.ts'
import { keepPace, poissonMoments, randomFrom } from './pace.ts'

const connectionsMax = 8_000

answerOwner({ prepare, run })

/** Goes before what it measures where the system lets it: its lag would look like the gateway's. */
function prepare(): null {
  try {
    setPriority(constants.priority.PRIORITY_HIGHEST)
  } catch {
    // Not everybody may; then the lag that it records decides whether the run counts.
  }
  return null
}

async function run(task: RequestsTask): Promise<Outcomes & { lagMsMax: number }> {
  const moments = poissonMoments(task.perSecond, task.warmupSeconds + task.seconds, task.seed)
  const countFromMs = task.warmupSeconds * 1000
  const book = openBook(task)
  const connections = openConnections(task)
  const nextQuestion = questions(task)
  let unsettled = 0

  const pace = keepPace({
    moments,
    countFromMs,
    act(index, intendedMs) {
      const isCounted = (moments[index] ?? 0) >= countFromMs
      const question = nextQuestion()
      unsettled++
      connections.send(question.text, (answer) => {
        unsettled--
        if (isCounted) book.note(question, answer, performance.now() - intendedMs)
      })
    },
  })
  await pace.done
  for (const end = performance.now() + task.drainSeconds * 1000; unsettled > 0; await pause(20))
    if (performance.now() > end) break
  connections.close()
  const counted = moments.filter((moment) => moment >= countFromMs).length
  return { ...book.finish(counted), lagMsMax: pace.lagMsMax() }
}

interface Question {
  text: string
  /** A complete answer has at least so many, since each service stands in it by its name. */
  bytesLeast: number
  isApart: boolean
  isLarge: boolean
}

/** Each asks some services at random, none of them twice. */
function questions(task: RequestsTask): () => Question {
  const { services, large, host, port, deadlineMs } = task
  const random = randomFrom(task.seed + 1)
  const apart = new Set(task.apart)
  const deck = [...services]
  const tail = [
    'HTTP/1.1',
    `host: ${host}:${port}`,
    ...(deadlineMs === null ? [] : [`deadline-ms: ${deadlineMs}`]),
    '\r\n',
  ].join('\r\n')
  return () => {
    const count = wholeAt(task.fanOut, random())
    for (let index = 0; index < count; index++) {
      const other = index + Math.floor(random() * (deck.length - index))
      ;[deck[index], deck[other]] = [deck[other] ?? '', deck[index] ?? '']
    }
    const of = deck.slice(0, count)
    const isLarge = large !== null && random() < large.share
    const bytes = isLarge ? large.bytes : task.bytes
    const size = bytes === null ? '' : `&bytes=${bytes}`
    return {
      bytesLeast: of.reduce((sum, name) => sum + `"${name}":`.length, '{}'.length),
      text: `GET /aggregate?of=${of.join(',')}${size} ${tail}`,
      isApart: apart.size > 0 && of.some((name) => apart.has(name)),
      isLarge,
    }
  }
}

/** A free connection for each request, the last used first, and a new one where none is free. */
function openConnections({ host, port }: RequestsTask) {
  const free: HttpConnection[] = []
  const all = new Set<HttpConnection>()

  function take(): HttpConnection | null {
    for (let found = free.pop(); found !== undefined; found = free.pop()) {
      if (found.isOpen()) return found
      all.delete(found)
    }
    if (all.size >= connectionsMax) return null
    const opened = openHttpConnection(host, port)
    all.add(opened)
    return opened
  }

  return {
    send(text: string, done: (answer: HttpAnswer | null) => void) {
      const connection = take()
      if (connection === null) return done(null)
      connection.send(text, (answer) => {
        if (connection.isOpen()) free.push(connection)
        else all.delete(connection)
        done(answer)
      })
    },
    close(): void {
      for (const connection of all) connection.destroy()
    },
  }
}

function openBook({ goodWithinMs }: RequestsTask) {
  const [whole, partial, apart, large] = [
    recorder('ms'),
    recorder('ms'),
    recorder('ms'),
    recorder('ms'),
  ]
  const counts = { complete: 0, partial: 0, shed: 0, failed: 0, good: 0 }
  return {
    note(question: Question, answer: HttpAnswer | null, latencyMs: number): void {
      if (answer === null) return
      const isHollow = !answer.isPartial && answer.bytes < question.bytesLeast
      if (answer.status === 503) counts.shed++
      else if (answer.status !== 200 || isHollow) counts.failed++
      else if (answer.isPartial) counts.partial++
      else counts.complete++
      if (answer.status !== 200 || isHollow) return
      const isGood = !answer.isPartial && latencyMs <= (goodWithinMs ?? Number.POSITIVE_INFINITY)
      if (isGood) counts.good++
      if (question.isApart) apart.record(latencyMs)
      else if (answer.isPartial) partial.record(latencyMs)
      else if (question.isLarge) large.record(latencyMs)
      else whole.record(latencyMs)
    },
    finish(sent: number): Outcomes {
      const { complete, shed, failed } = counts
      return {
        latency: whole.finish(),
        latencyPartial: partial.finish(),
        latencyApart: apart.finish(),
        latencyLarge: large.finish(),
        sent,
        ...counts,
        unanswered: sent - complete - counts.partial - shed - failed,
      }
    },
  }
}
