import type { TestContext } from 'vitest'
import { isInstalled, type Server, startPostgres, startSystemPostgres } from './servers.ts'

/** One implementation of a port, and the program without which it cannot be tried here. */
export interface Kind {
  name: string
  program: string | null
  start(): Promise<Server>
}

/** The one from npm everywhere, and that of the system beside it where there is one. */
export const postgresKinds: Kind[] = [
  { name: 'PostgreSQL', program: null, start: startPostgres },
  { name: 'the PostgreSQL of the system', program: 'postgres', start: startSystemPostgres },
].filter(({ program }) => program === null || isInstalled(program))

/** Started once for all tests of a kind, and not at all where its program is missing. */
export function serverOf({ program, start }: Kind) {
  let server: Server | undefined
  return {
    async start(): Promise<void> {
      if (program === null || isInstalled(program)) server = await start()
    },
    async stop(): Promise<void> {
      await server?.[Symbol.asyncDispose]()
    },
    /** The server, or the end of the test with the reason: in CI, that is a failure. */
    here(context: TestContext): Server {
      if (server === undefined) context.skip(`${program} is not installed`)
      return server as Server
    },
  }
}
