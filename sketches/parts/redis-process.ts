import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerOwner } from './child.ts'
import { type RedisServer, redisServer } from './redis-server.ts'

// Keeps a Redis of its own, without files, and ends it when the owner is gone.
let server: RedisServer | undefined
let folder: string | undefined

answerOwner({ start }, end)

async function start(): Promise<string | null> {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-redis-'))
  server = redisServer(folder)
  return await server.start()
}

async function end(): Promise<void> {
  await server?.end()
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
}
