import { connect, type Socket } from 'node:net'
import { answerOwner } from '../parts/child.ts'
import type { AbuseResult, AbuseTask } from './http-abuse.ts'
import { type Abuse, abuses } from './http-abuse-kinds.ts'
import { keepPace } from './pace.ts'

const dripMs = 200
const resetMs = 20
/** Beyond all that the server may take, for one on a busy machine. */
const graceMs = 10_000

answerOwner({ run })

async function run(task: AbuseTask): Promise<AbuseResult> {
  const { rate, seconds } = task
  const moments = Float64Array.from({ length: rate * seconds }, (_, n) => (n * 1000) / rate)
  const result: AbuseResult = { sent: 0, right: 0, wrong: {} }
  const running: Promise<void>[] = []
  const pace = keepPace({
    moments,
    countFromMs: 0,
    act(index) {
      const abuse = abuses[index % abuses.length]
      if (abuse === undefined) return
      result.sent++
      running.push(commit(task, abuse).then((answer) => note(result, abuse, answer)))
    },
  })
  await pace.done
  await Promise.all(running)
  return result
}

function note(result: AbuseResult, { kind, statuses }: Abuse, answer: string): void {
  const found = [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map((match) => Number(match[1]))
  const [status] = found
  const isRight =
    status === undefined ? statuses.length === 0 : found.length === 1 && statuses.includes(status)
  if (isRight) result.right++
  else result.wrong[kind] = found.length === 0 ? 'no answer' : `HTTP ${found.join(', ')}`
}

/** What the server said until it closed the connection, or until nothing more can be expected. */
function commit(task: AbuseTask, { text, drip, isReset }: Abuse): Promise<string> {
  const socket = connect({ host: task.host, port: task.port, noDelay: true })
  let answer = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    answer += chunk
    // A server that keeps the connection open after its answer is left by the client.
    if (answer.includes('\r\n\r\n') && drip === undefined) socket.end()
  })
  socket.on('error', () => {})
  socket.write(text(task.badService), 'latin1')
  const timers = plague(socket, { drip, isReset: isReset === true })
  const limit = setTimeout(() => socket.destroy(), 4 * task.clientTimeoutMs + graceMs)
  return new Promise((resolve) => {
    socket.once('close', () => {
      clearTimeout(limit)
      for (const timer of timers) clearInterval(timer)
      resolve(answer)
    })
  })
}

function plague(
  socket: Socket,
  { drip, isReset }: { drip: string | undefined; isReset: boolean },
): NodeJS.Timeout[] {
  if (isReset) return [setTimeout(() => socket.resetAndDestroy(), resetMs)]
  if (drip === undefined) return []
  return [setInterval(() => socket.writable && socket.write(drip), dripMs)]
}
