import { start, tryIt } from './index.ts'

const port = 4050

// Starts the gateway for a person, until Ctrl-C.
const stopped = Promise.withResolvers<void>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve())
await using gateway = await start({ page: true, pagePort: port }).catch((error) => {
  if (!String(error).includes('EADDRINUSE')) throw error
  process.stdout.write(`Port ${port} is taken: another one is used.\n`)
  return start({ page: true })
})
process.stdout.write(`${[...tryIt(gateway), 'Ctrl-C stops it.'].join('\n')}\n`)
await stopped.promise
