import { fileURLToPath } from 'node:url'
import type { Gateway } from '../../sketches/gateway/index.ts'

// The many processes of these tests start in half the time where their code has been compiled before.
const compiled = new URL('../../node_modules/.cache/holdfast-compiled', import.meta.url)
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(compiled)

export interface Asked {
  status: number
  complete: boolean
  answers: Record<string, { service: string }>
  missing: Record<string, string>
  error: string
  headers: Headers
  bytes: number
}

/** Asks the gateway for some services as a client would. */
export async function ask(
  { addresses }: Pick<Gateway, 'addresses'>,
  query: string,
  headers: Record<string, string> = {},
): Promise<Asked> {
  const response = await fetch(`${addresses.url}aggregate?${query}`, { headers })
  const text = await response.text()
  const { complete, answers, missing = {}, error } = JSON.parse(text)
  const { status } = response
  return {
    status,
    complete,
    answers,
    missing,
    error,
    headers: response.headers,
    bytes: text.length,
  }
}

export const few = {
  upstreams: 4,
  upstreamProcesses: 1,
  latencyMs: 5,
  callTimeoutMs: 20_000,
  deadlineMs: 30_000,
  loopDelayMsMax: null,
} as const
