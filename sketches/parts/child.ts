import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A process of ours: it is asked by name, answers in kind, and ends when its owner is gone. */
export interface Child {
  pid: number
  ask(name: string, detail: unknown, limitMs: number): Promise<unknown>
  kill(signal: NodeJS.Signals): void
  /** Asks it to leave, and kills it where that takes longer than the limit. */
  stop(limitMs: number): Promise<void>
  exited: Promise<void>
}

type Answer = { answer: number; value: unknown } | { answer: number; error: string }
export type Handlers = Record<string, (detail: never) => unknown>

const leaveLimitMs = 30_000

export async function startChild(file: URL, env: Record<string, string> = {}): Promise<Child> {
  const child = fork(file, {
    execArgv: [],
    env: { ...process.env, ...env },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'spawn')
  return childOf(child, file.pathname.split('/').slice(-2).join('/'))
}

/**
 * The child's side. Its end of the channel closes when the owner stops, crashes or is killed with SIGKILL: that,
 * and no timer, is what ends it, after `leave`. Ctrl-C reaches the whole group and is left to the owner.
 */
export function answerOwner(handlers: Handlers, leave: () => unknown = () => {}): void {
  let leaving = false
  async function end(): Promise<void> {
    if (leaving) return
    leaving = true
    setTimeout(() => process.exit(1), leaveLimitMs).unref()
    await leave()
    process.exit(0)
  }
  process.on('SIGINT', () => {})
  process.on('SIGTERM', end)
  process.on('disconnect', end)
  process.on('message', async (message: { ask: number; name: string; detail: never }) => {
    if (message?.ask === undefined) return
    if (message.name === 'stop') return end()
    const answer = await answerTo(handlers[message.name], message)
    if (process.connected) process.send?.(answer, () => {})
  })
}

async function answerTo(
  handler: Handlers[string] | undefined,
  { ask, name, detail }: { ask: number; name: string; detail: never },
): Promise<Answer> {
  try {
    if (handler === undefined) throw new Error(`Unexpected request ${name}`)
    return { answer: ask, value: await handler(detail) }
  } catch (error) {
    return { answer: ask, error: error instanceof Error ? (error.stack ?? '') : String(error) }
  }
}

/** Wraps a process that answers as below: one of ours, or one that a cluster has started. */
export function childOf(child: ChildProcess, name: string): Child {
  const label = `${name} (process ${child.pid})`
  const waiting = new Map<number, (answer: Answer) => void>()
  let asked = 0

  child.on('message', (message: Answer) => waiting.get(message.answer)?.(message))
  child.on('error', () => {})
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      const error = `${label} ended with ${signal ?? code} before it answered`
      for (const [answer, resume] of waiting) resume({ answer, error })
      resolve()
    })
  })

  async function ask(name: string, detail: unknown, limitMs: number): Promise<unknown> {
    if (!child.connected) throw new Error(`${label} has ended`)
    const id = ++asked
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const late = `${label} gave no answer to ${name} within ${limitMs} ms`
    const timer = setTimeout(() => resolve({ answer: id, error: late }), limitMs)
    waiting.set(id, resolve)
    child.send({ ask: id, name, detail }, () => {})
    const answer = await promise
    clearTimeout(timer)
    waiting.delete(id)
    if ('error' in answer) throw new Error(answer.error)
    return answer.value
  }

  async function stop(limitMs: number): Promise<void> {
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
    if (child.connected) child.send({ ask: 0, name: 'stop' }, () => {})
    await exited
    clearTimeout(timer)
  }

  return { pid: child.pid ?? 0, ask, stop, exited, kill: (signal) => void child.kill(signal) }
}
