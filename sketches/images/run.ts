import { start, tryIt } from './index.ts'

const port = 4041

// Starts the service for a person, until Ctrl-C.
const options = { killable: true }
const stopped = Promise.withResolvers<void>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve())
await using images = await start({ ...options, port }).catch((error) => {
  if (!String(error).includes('EADDRINUSE')) throw error
  process.stdout.write(`Port ${port} is taken: another one is used.\n`)
  return start(options)
})
const lines = [`The image service runs at ${images.addresses.page}`, ...tryIt(images)]
process.stdout.write(`${lines.join('\n')}\nCtrl-C stops it.\n`)
await stopped.promise
