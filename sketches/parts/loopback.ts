import { once } from 'node:events'
import type { AddressInfo, ListenOptions, Server } from 'node:net'

/** Resolves when the server takes connections, from this machine only, at the given port or any free one. */
export async function listenLocally(
  server: Server,
  { port = 0, backlog }: Pick<ListenOptions, 'port' | 'backlog'> = {},
): Promise<AddressInfo> {
  server.listen({ port, host: '127.0.0.1', backlog })
  await once(server, 'listening')
  return server.address() as AddressInfo
}
