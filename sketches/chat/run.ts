import { describe, start } from './index.ts'

const port = 4040

// Starts the chat for a person, until Ctrl-C.
const options = { processes: 2, killable: true }
const stopped = Promise.withResolvers<void>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve())
await using chat = await start({ ...options, port }).catch((error) => {
  if (!String(error).includes('EADDRINUSE')) throw error
  process.stdout.write(`Port ${port} is taken: another one is used.\n`)
  return start(options)
})
process.stdout.write(`${describe(chat)}\nCtrl-C stops it.\n`)
await stopped.promise
