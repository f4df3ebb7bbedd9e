import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'

/** The same of both protocols, whose servers agree on the names of these calls and not on their types. */
export type AnyRequest = IncomingMessage | Http2ServerRequest
export type AnyResponse = ServerResponse | Http2ServerResponse

type Headers = Record<string, string | string[] | number>

export function writeHead(response: AnyResponse, status: number, headers: Headers): void {
  if ('stream' in response) response.writeHead(status, headers)
  else response.writeHead(status, headers)
}

export function write(response: AnyResponse, bytes: string | Buffer): boolean {
  return 'stream' in response ? response.stream.write(bytes) : response.write(bytes)
}

export function endWith(response: AnyResponse, body: string | Buffer): void {
  if ('stream' in response) response.end(body)
  else response.end(body)
}
