/** One way to harm an HTTP server, and what it should answer. */
export interface Abuse {
  kind: AbuseKind
  /** What is sent at once. */
  text: (badService: string) => string
  /** Sent again and again until the server ends it, so that time does not pass unused. */
  drip?: string
  /** The client resets the connection soon after. */
  isReset?: boolean
  /** The right answers; none where the client does not wait for one. */
  statuses: number[]
}

export type AbuseKind =
  | 'long header'
  | 'many headers'
  | 'large body'
  | 'endless chunks'
  | 'two lengths'
  | 'length and chunks'
  | 'slow head'
  | 'slow body'
  | 'reset in body'
  | 'bad service'

const get = (of: string, headers = '') =>
  `GET /aggregate?of=${of} HTTP/1.1\r\nHost: a\r\n${headers}\r\n`
const post = (headers: string, body = '') =>
  `POST /aggregate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${headers}\r\n${body}`
const hidden = get('s3')

export const abuses: readonly Abuse[] = [
  { kind: 'long header', text: () => get('s3', `X-A: ${'a'.repeat(50_000)}\r\n`), statuses: [431] },
  { kind: 'many headers', text: () => get('s3', 'X-A: b\r\n'.repeat(500)), statuses: [431] },
  { kind: 'large body', text: () => post('Content-Length: 100000000\r\n'), statuses: [413] },
  {
    kind: 'endless chunks',
    text: () => post('Transfer-Encoding: chunked\r\n', `8000\r\n${'x'.repeat(0x8000)}\r\n`),
    statuses: [413],
  },
  {
    kind: 'two lengths',
    text: () => post('Content-Length: 2\r\nContent-Length: 4\r\n', `{}${hidden}`),
    statuses: [400],
  },
  {
    kind: 'length and chunks',
    text: () => post('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${hidden}`),
    statuses: [400],
  },
  { kind: 'slow head', text: () => 'GET /aggregate?of=s3 HT', drip: 'x', statuses: [400, 408] },
  {
    kind: 'slow body',
    text: () => post('Content-Length: 5000\r\n', '{'),
    drip: ' ',
    statuses: [408],
  },
  {
    kind: 'reset in body',
    text: () => post('Content-Length: 18\r\n', '{"of":'),
    isReset: true,
    statuses: [],
  },
  { kind: 'bad service', text: (name) => get(name), statuses: [502] },
]
