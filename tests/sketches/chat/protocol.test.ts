import { expect, test } from 'vitest'
import { allowance } from '../../../sketches/chat/allowance.ts'
import { frameOf, requestFrom } from '../../../sketches/chat/protocol.ts'
import { openSealed, sealText } from '../../../sketches/chat/seal.ts'
import { textFrame } from '../../../sketches/drivers/websocket.ts'

test('a request is what it should be, and nothing more', () => {
  expect(requestFrom('{"type":"join","room":"größe","name":"Ann","more":1}', 100)).toEqual({
    type: 'join',
    room: 'größe',
    name: 'Ann',
  })
  expect(requestFrom('{"type":"say","id":"a-1","room":"r","text":"😀"}', 4)).toMatchObject({
    text: '😀',
  })
})

const refused: [text: string, reason: string][] = [
  ['{', 'expected a JSON object'],
  ['null', 'expected a JSON object'],
  ['{}', 'expected a room of 1 to 64 letters'],
  ['{"type":"join","room":"r"}', 'expected a name of 1 to 64 letters'],
  ['{"type":"shout","room":"r"}', 'expected the type join, leave or say'],
  ['{"type":"say","room":"r","id":"a b"}', 'expected an id of 1 to 64 letters'],
  ['{"type":"say","room":"r","id":"1"}', 'expected a text'],
  [
    '{"type":"say","room":"r","id":"1","text":"a\\u0007"}',
    'expected a text without control characters',
  ],
  ['{"type":"say","room":"r","id":"1","text":"€€"}', 'expected a text of at most 4 bytes'],
]
test.each(refused)('%s: %s', (text, reason) => {
  expect(requestFrom(text, 4)).toBe(reason)
})

test.each([1, 80, 100, 200, 60_000, 70_000])(
  'a frame with a text of %i letters is framed as it should be',
  (letters) => {
    const said = {
      type: 'say' as const,
      id: '1',
      room: 'r',
      from: 'Ann',
      text: 'x'.repeat(letters),
      at: 1,
    }
    const frame = frameOf(said)
    const short = (frame[1] ?? 0) & 0x7f
    const header = short < 126 ? 2 : short === 126 ? 4 : 10
    const length =
      header === 2 ? short : header === 4 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2))
    expect(frame.length).toBe(header + length)
    expect(JSON.parse(frame.subarray(header).toString())).toEqual(said)
  },
)

test('the driver masks with zeros', () => {
  expect(textFrame('hello')).toEqual(Buffer.from([0x81, 0x85, 0, 0, 0, 0, ...Buffer.from('hello')]))
  expect(textFrame('x'.repeat(300)).subarray(0, 8)).toEqual(
    Buffer.from([0x81, 0xfe, 1, 44, 0, 0, 0, 0]),
  )
})

test('what is sealed is opened with its key, and neither with another nor when it was changed', () => {
  const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const sealed = sealText('größe 😀', key)
  expect(sealed).not.toBe(sealText('größe 😀', key))
  expect(openSealed(sealed, key)).toBe('größe 😀')
  expect(() => openSealed(sealed, other)).toThrow()
  const last = sealed.at(-3) === 'A' ? 'B' : 'A'
  expect(() => openSealed(sealed.slice(0, -3) + last + sealed.slice(-2), key)).toThrow()
})

test('an allowance lets a burst through, and then what its rate refills', () => {
  const mayPass = allowance(5)
  const passed = Array.from({ length: 30 }, mayPass).filter(Boolean)
  expect(passed.length).toBeGreaterThanOrEqual(10)
  expect(passed.length).toBeLessThan(20)
})
