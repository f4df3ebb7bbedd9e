import { expect, test } from 'vitest'
import { payloads, sizeNear } from '../../sketches/gateway/payload.ts'

test('a payload is JSON of the size that was asked for', () => {
  const payloadOf = payloads('s12')
  for (const bytes of [60, 100, 640, 1_000, 22_000, 100_000]) {
    const body = payloadOf(bytes)
    expect(body.length).toBe(bytes)
    expect(JSON.parse(body.toString())).toMatchObject({ service: 's12' })
  }
  expect(payloadOf(1_000)).toBe(payloadOf(1_000))
})

test('sizes are rounded to two digits', () => {
  expect([1, 64, 999, 1_234, 22_345, 1_000_000].map(sizeNear)).toEqual([
    60, 64, 1_000, 1_200, 22_000, 1_000_000,
  ])
})
