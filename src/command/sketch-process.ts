import { pathToFileURL } from 'node:url'

/** What `sketches/NAME/index.ts` exports, as far as a person who starts it is concerned. */
interface Sketch {
  start: () => Promise<Service>
  /** In place of it for a person, where that differs: a port that is easy to remember, things to try. */
  startForPerson?: () => Promise<Service>
  /** What to try next, a line each, such as a page or a curl call that works. */
  tryIt?: (service: Service) => string[]
}

interface Service extends AsyncDisposable {
  addresses: Record<string, unknown>
}

// A sketch runs in a process of its own: its folder is no part of the command.
const [file = ''] = process.argv.slice(2)
const sketch = (await import(pathToFileURL(file).href)) as Sketch
const service = await (sketch.startForPerson ?? sketch.start)()
const addresses = Object.entries(service.addresses).map(
  ([name, value]) => `  ${name}: ${String(value)}`,
)
const lines = ['It runs.', ...addresses, ...(sketch.tryIt?.(service) ?? []), 'Ctrl-C ends it.']
process.stdout.write(`${lines.join('\n')}\n`)

let ending = false
const end = async (): Promise<void> => {
  if (ending) return
  ending = true
  await service[Symbol.asyncDispose]()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
