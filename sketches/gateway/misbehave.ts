import type { Socket } from 'node:net'
import type { Misbehaviour } from './fault.ts'
import { type AnyRequest, type AnyResponse, endWith, write, writeHead } from './reply.ts'

const json = { 'content-type': 'application/json' }
const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
const depth = 2_000
const chunk = Buffer.alloc(64 * 1024, ' ')
const dripMs = 50
const hintMs = 5

/** Answers one request wrongly, each time in the same way. */
export function misbehave(kind: Misbehaviour, request: AnyRequest, response: AnyResponse) {
  const raw = (text: string) => rawly(request, (socket) => socket.end(text))
  switch (kind) {
    case 'not http':
      return raw('220 mail.internal ESMTP ready\r\n\r\n')
    case 'not json':
      return answer(response, { 'content-type': 'text/html' }, '<h1>It works</h1>')
    case 'broken json':
      return answer(response, json, '{"service":')
    case 'deep json':
      return answer(response, json, '['.repeat(depth) + ']'.repeat(depth))
    case 'endless body':
      writeHead(response, 200, json)
      return pour(response)
    case 'dripping body':
      writeHead(response, 200, json)
      return every(response, dripMs, () => write(response, ' '))
    case 'body too short':
      writeHead(response, 200, { ...json, 'content-length': '1000' })
      return endEarly(request, response)
    case 'body too long':
      return raw(`${head}Content-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}`)
    case 'two lengths':
      return raw(`${head}Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}`)
    case 'reset in body':
      writeHead(response, 200, { ...json, 'content-length': '1000' })
      write(response, '{"service":')
      return every(response, dripMs, () => reset(request))
    case 'reset in head':
      return rawly(request, (socket) => {
        socket.write(head)
        setTimeout(() => reset(request), dripMs)
      })
    case 'endless head':
      return rawly(request, (socket) => {
        socket.write(head)
        every(socket, hintMs, () => socket.write(`X-Filler: ${'x'.repeat(4000)}\r\n`))
      })
    case 'unasked upgrade':
      return rawly(request, (socket) =>
        socket.write(
          'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
        ),
      )
    case 'endless hints':
      return every(response, hintMs, () => response.writeEarlyHints({ link: '</a>; rel=preload' }))
    case 'redirect':
      writeHead(response, 302, { location: 'http://127.0.0.1:1/elsewhere' })
      response.end()
  }
}

function answer(response: AnyResponse, headers: Record<string, string>, body: string): void {
  writeHead(response, 200, headers)
  endWith(response, body)
}

/** As much as the other side takes, for ever. */
function pour(response: AnyResponse): void {
  while (!response.destroyed && write(response, chunk));
  if (!response.destroyed) response.once('drain', () => pour(response))
}

function every(ending: AnyResponse | Socket, ms: number, act: () => void): void {
  const timer = setInterval(act, ms)
  ending.once('close', () => clearInterval(timer))
}

/** Past the HTTP server, whose rules a misbehaving one does not keep. */
function rawly({ socket }: AnyRequest, act: (socket: Socket) => void): void {
  act(socket)
}

function endEarly(request: AnyRequest, response: AnyResponse): void {
  write(response, '{"service":')
  if ('stream' in request) request.stream.end()
  else request.socket.end()
}

function reset(request: AnyRequest): void {
  if ('stream' in request) request.stream.close(2)
  else request.socket.resetAndDestroy()
}
