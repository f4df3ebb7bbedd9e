import type { Errand } from './attempt.ts'
import { type Call, callService } from './call.ts'
import type { Part } from './compose.ts'
import type { House } from './house.ts'
import type { Question } from './question.ts'
import type { Failure } from './transport.ts'

export interface Aggregate {
  /** 200 where something came; else what kind of nothing it was. */
  status: number
  body: string
  /** The services that are not in the answer, each with the reason. */
  missing: Record<string, Failure>
}

export interface Aggregating {
  answer: Promise<Aggregate>
  /** For a client that has gone. */
  cancel(): void
}

/** Calls all services at once, and answers at the deadline with what has come until then. */
export function aggregate(house: House, question: Question, errand: Errand): Aggregating {
  const calls = question.services.map((service) => callService(house, service, errand))
  return {
    answer: gather(house, question, calls),
    cancel() {
      for (const call of calls) call.cancel()
    },
  }
}

async function gather(house: House, question: Question, calls: Call[]): Promise<Aggregate> {
  const parts: Part[] = []
  const missing: Record<string, Failure> = {}
  const outcomes = await Promise.all(calls.map(({ outcome }) => outcome))
  for (const [index, outcome] of outcomes.entries()) {
    const name = question.services[index]?.name ?? ''
    if (typeof outcome === 'string') missing[name] = outcome
    else parts.push({ name, body: join(outcome) })
  }
  const composing = house.composer.compose(parts)
  const { members, broken } = composing instanceof Promise ? await composing : composing
  for (const name of broken) {
    missing[name] = 'not json'
    house.services.get(name)?.breaker.failed()
  }
  const isComplete = Object.keys(missing).length === 0
  const body = isComplete
    ? `{"complete":true,"answers":{${members}}}`
    : `{"complete":false,"answers":{${members}},"missing":${JSON.stringify(missing)}}`
  return { status: members === '' ? emptyStatus(Object.values(missing)) : 200, body, missing }
}

function join(chunks: Buffer[]): Buffer {
  const [first] = chunks
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)
}

function emptyStatus(failures: Failure[]): number {
  const late: Failure[] = ['timeout', 'deadline']
  if (failures.some((failure) => late.includes(failure))) return 504
  const full: Failure[] = ['busy', 'breaker open', 'no memory']
  return failures.every((failure) => full.includes(failure)) ? 503 : 502
}
