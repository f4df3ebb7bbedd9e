import { once } from 'node:events'
import { createServer } from 'node:net'

/** A number that nothing listens on at this moment. Whoever binds it next must be ready to find it taken. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return address !== null && typeof address === 'object' ? address.port : 0
}
