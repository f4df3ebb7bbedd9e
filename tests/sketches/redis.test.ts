import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@redis/client'
import { expect, test } from 'vitest'
import { freePort } from '../../sketches/parts/port.ts'
import { redisServer } from '../../sketches/parts/redis-server.ts'
import { isInstalled, startRedis } from './servers.ts'

const isHere = isInstalled('redis-server')

test('a port that another Redis has taken is left to it', async (context) => {
  if (!isHere) context.skip('redis-server is not installed')
  await using other = await startRedis()
  const taken = Number(new URL(other.url).port)
  const ports = [taken, await freePort()]
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-redis-'))
  const server = redisServer(folder, async () => ports.shift() ?? 0)
  try {
    const url = await server.start()
    expect(Number(new URL(url ?? '').port)).not.toBe(taken)
    const client = await createClient({ url: url ?? '' }).connect()
    expect(await client.ping()).toBe('PONG')
    client.destroy()
  } finally {
    await server.end()
    await rm(folder, { recursive: true })
  }
})

test('where every port is taken, it says so', async (context) => {
  if (!isHere) context.skip('redis-server is not installed')
  await using other = await startRedis()
  const taken = Number(new URL(other.url).port)
  const server = redisServer(tmpdir(), async () => taken)
  await expect(server.start()).rejects.toThrow('redis-server ended with 1')
})
