import type { IncomingMessage } from 'node:http'
import type { House, Service } from './house.ts'

/** What a client asks for. */
export interface Question {
  services: Service[]
  /** The size of each answer, where the client wishes for one. */
  bytes: number | null
}

/** Why a request is turned away: the status and what the client should change. */
export class Refusal extends Error {
  readonly status: number
  readonly headers: Record<string, string>

  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

const targetLengthMax = 2_048
const headersMax = 100
const bodyBytesMax = 16 * 1024
const fanOutMax = 32
const deadlineMsMax = 60_000
const bytesMax = 10_000_000

export function refuseTarget(request: IncomingMessage): void {
  const target = request.url ?? ''
  if (target.length > targetLengthMax)
    throw new Refusal(414, `Unexpected target of ${target.length} characters, expected up to 2,048`)
  if (!target.startsWith('/'))
    throw new Refusal(400, 'Unexpected target, expected a path from the root')
  if (request.rawHeaders.length > 2 * headersMax)
    throw new Refusal(431, `Unexpected number of headers, expected up to ${headersMax}`)
}

/** `GET /aggregate?of=s1,s2` or `POST /aggregate` with `{"of": ["s1", "s2"]}`. */
export async function readQuestion(
  house: House,
  request: IncomingMessage,
  query: string,
): Promise<Question> {
  if (request.method === 'GET') {
    if (hasBody(request)) throw new Refusal(400, 'Unexpected body, expected none with GET')
    const parameters = new URLSearchParams(query)
    const of = (parameters.get('of') ?? '').split(',')
    const bytes = parameters.get('bytes')
    return questionFrom(house, of, bytes === null ? null : Number(bytes || Number.NaN))
  }
  if (request.method !== 'POST')
    throw new Refusal(405, `Unexpected method ${request.method}, expected GET or POST`, {
      allow: 'GET, POST',
    })
  const { of, bytes } = await readJson(request)
  if (!Array.isArray(of)) throw new Refusal(400, 'Unexpected of, expected an array of names')
  return questionFrom(house, of, bytes === undefined ? null : bytes)
}

/** `deadline-ms: 800` → 800, or what the gateway grants by itself. */
export function deadlineMsOf(house: House, request: IncomingMessage): number {
  const asked = request.headers['deadline-ms']
  if (asked === undefined) return house.deadlineMs
  const ms = typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : 0
  if (ms < 1 || ms > deadlineMsMax)
    throw new Refusal(400, `Unexpected deadline-ms, expected 1 to ${deadlineMsMax}`)
  return ms
}

function questionFrom(house: House, of: unknown[], bytes: unknown): Question {
  if (of.length > fanOutMax)
    throw new Refusal(
      400,
      `Unexpected number of services ${of.length}, expected up to ${fanOutMax}`,
    )
  if (new Set(of).size < of.length) throw new Refusal(400, 'Unexpected service named twice')
  const services = of.map((name) => {
    const service = typeof name === 'string' ? house.services.get(name) : undefined
    if (service === undefined)
      throw new Refusal(400, 'Unexpected service in of, expected names such as s1,s2')
    return service
  })
  if (bytes === null) return { services, bytes: null }
  if (typeof bytes !== 'number' || !(bytes >= 0 && bytes <= bytesMax) || !Number.isInteger(bytes))
    throw new Refusal(400, `Unexpected bytes, expected a whole number of 0 to ${bytesMax}`)
  return { services, bytes }
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'

export const tooLarge = (): Refusal =>
  new Refusal(413, `Unexpected size of the body, expected up to ${bodyBytesMax} bytes`)

export function isTooLarge({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? 0) > bodyBytesMax
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new Refusal(415, 'Unexpected content type, expected application/json')
  if (isTooLarge(request)) throw tooLarge()
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > bodyBytesMax) throw tooLarge()
    chunks.push(chunk)
  }
  const value = parse(Buffer.concat(chunks).toString('utf8'))
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, 'Unexpected body, expected an object of JSON')
  return value as Record<string, unknown>
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'Unexpected body, expected JSON')
  }
}
