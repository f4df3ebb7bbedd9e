import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chat, start } from '../../../sketches/chat/index.ts'
import { until } from '../processes.ts'
import { connectClient } from './client.ts'

const bare = { acknowledge: 'received', persistence: 'none', waitingBytesMax: 64 * 1024 } as const
let chat: Chat
beforeAll(async () => {
  chat = await start({ ...bare, processes: 2, bus: 'relay', messagesPerSMax: 200 })
})
afterAll(() => chat[Symbol.asyncDispose]())

const open = (options?: object) => connectClient(chat.addresses.url, options)

test('a message reaches the members of its room, its author and nobody else', async () => {
  const [ann, ben, eve] = await Promise.all([open(), open(), open()])
  await Promise.all([ann.join('größe', 'Ann'), ben.join('größe', 'Ben'), eve.join('other', 'Eve')])
  ann.send({ type: 'say', id: '1', room: 'größe', text: 'Grüße 😀' })
  const said = { type: 'say', id: '1', room: 'größe', from: 'Ann', text: 'Grüße 😀' }
  for (const member of [ann, ben]) expect(await member.first('say')).toMatchObject(said)
  expect(await ann.first('ack')).toEqual({ type: 'ack', id: '1' })
  ben.send({ type: 'leave', room: 'größe' })
  ben.send({ type: 'say', id: '2', room: 'größe', text: 'gone' })
  expect(await ben.first('refused')).toMatchObject({
    id: '2',
    reason: 'expected a member of the room',
  })
  expect(eve.count('say')).toBe(0)
})

test('a message that is sent again is acknowledged again and delivered once', async () => {
  const ann = await open()
  await ann.join('again', 'Ann')
  for (let time = 0; time < 3; time++)
    ann.send({ type: 'say', id: 'same', room: 'again', text: 'x' })
  await until(() => ann.count('ack') === 3)
  expect(ann.count('say')).toBe(1)
})

test('everybody in a room is told who is there, across processes, and who left', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const members = await Promise.all(names.map(() => open()))
  await Promise.all(members.map((member, index) => member.join('many', names[index] ?? '')))
  const processes = new Set(
    await Promise.all(members.map(async (each) => (await each.first('joined')).process)),
  )
  expect(processes.size).toBe(2)
  for (const member of members) await member.first('presence', { count: 6, names })
  members[0]?.socket.close()
  await members[1]?.first('presence', { count: 5, names: names.slice(1) })
})

const long = 'x'.repeat(2_000)
const wrong: [what: string, frame: string | Buffer, code: number][] = [
  ['no JSON', 'garbage', 1008],
  ['JSON that is no object', '17', 1008],
  ['an unknown type', '{"type":"shout","room":"r"}', 1008],
  ['a message without an id', '{"type":"say","room":"r","text":"x"}', 1008],
  ['a text with a zero', '{"type":"say","id":"1","room":"r","text":"\\u0000"}', 1008],
  ['a room with a blank', '{"type":"join","room":"a b","name":"n"}', 1008],
  ['a binary frame', Buffer.from([1, 2, 3]), 1008],
  [
    'a text that is too long',
    JSON.stringify({ type: 'say', id: '1', room: 'r', text: long.slice(0, 1_100) }),
    1008,
  ],
  [
    'a frame that is too long',
    JSON.stringify({ type: 'say', id: '1', room: 'r', text: long }),
    1009,
  ],
]
test.each(wrong)('%s ends the connection with its code', async (_, frame, code) => {
  const client = await open()
  client.socket.send(frame)
  expect(await client.closed).toMatchObject({ code })
})

test('text that is no UTF-8 and frames that break the protocol end the connection', async () => {
  const invalid = await open()
  invalid.socket.send(Buffer.from([0xff, 0xfe]), { binary: false })
  expect(await invalid.closed).toMatchObject({ code: 1007 })
  const raw = await open()
  const ended = raw.closed
  // A frame without a mask, which only a server may send.
  ;(Reflect.get(raw.socket, '_socket') as import('node:net').Socket).write(
    Buffer.from([0x81, 0x01, 0x41]),
  )
  expect(await ended).toMatchObject({ code: 1002 })
})

test('a message in many fragments is one message', async () => {
  const ann = await open()
  await ann.join('pieces', 'Ann')
  const frame = JSON.stringify({ type: 'say', id: 'pieces', room: 'pieces', text: 'whole' })
  for (let at = 0; at < frame.length; at += 7)
    ann.socket.send(frame.slice(at, at + 7), { fin: at + 7 >= frame.length })
  expect(await ann.first('say')).toMatchObject({ id: 'pieces', text: 'whole' })
})

test.concurrent('who floods is cut off, and others go on', async () => {
  const [flood, calm] = await Promise.all([open(), open()])
  await Promise.all([flood.join('flood', 'Flo'), calm.join('calm', 'Cal')])
  for (let number = 0; number < 1_000; number++)
    flood.send({ type: 'say', id: `${number}`, room: 'flood', text: 'x' })
  expect(await flood.closed).toMatchObject({
    code: 1008,
    reason: expect.stringContaining('a second'),
  })
  calm.send({ type: 'say', id: 'calm', room: 'calm', text: 'x' })
  await calm.first('ack')
})

test.concurrent('who reads too slowly is dropped, with the code that says so', async () => {
  const slow = await open()
  await slow.join('slow', 'Slo')
  const before = (await chat.stats()).droppedSlow
  slow.socket.pause()
  const speakers = await Promise.all(Array.from({ length: 25 }, () => open()))
  await Promise.all(speakers.map((speaker, index) => speaker.join('slow', `s-${index}`)))
  let number = 0
  await until(async () => {
    for (const speaker of speakers)
      speaker.send({ type: 'say', id: `${number++}`, room: 'slow', text: long.slice(0, 1_000) })
    return (await chat.stats()).droppedSlow > before
  }, 40_000)
  slow.socket.resume()
  expect((await slow.closed).code).toBe(1013)
  for (const speaker of speakers) expect(speaker.socket.readyState).toBe(speaker.socket.OPEN)
  for (const speaker of speakers) speaker.socket.close()
})

test.concurrent('who is silent for two heartbeats is dropped, who answers pings is not', async () => {
  await using own = await start({ ...bare, heartbeatMs: 1_000 })
  const mute = await connectClient(own.addresses.url, { autoPong: false })
  const alive = await connectClient(own.addresses.url)
  expect((await mute.closed).code).toBe(1006)
  expect(alive.socket.readyState).toBe(alive.socket.OPEN)
  expect((await own.stats()).droppedSilent).toBe(1)
})

test.concurrent('a page of another origin and a full process are refused', async () => {
  await using own = await start({ ...bare, socketsPerProcessMax: 2 })
  const { url, host, port } = own.addresses
  const first = await connectClient(url, { origin: `http://${host}:${port}` })
  expect(first.socket.readyState).toBe(first.socket.OPEN)
  expect(await statusOf(own, 'evil.example')).toContain('403 Forbidden')
  await connectClient(url)
  expect(await statusOf(own, null)).toContain('503 Service Unavailable')
  first.socket.close()
  await until(async () => (await own.stats()).sockets === 1)
  expect(await statusOf(own, null)).toContain('101 Switching Protocols')
})

async function statusOf({ addresses }: Chat, origin: string | null): Promise<string> {
  const { host, port } = addresses
  const socket = connect({ host, port })
  const lines = [
    'GET / HTTP/1.1',
    `Host: ${host}:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ...(origin === null ? [] : [`Origin: https://${origin}`]),
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  const [data] = await once(socket, 'data')
  socket.destroy()
  return String(data)
}
