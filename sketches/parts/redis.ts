import { startChild } from './child.ts'
import { VoidRun } from './void-run.ts'

export interface Redis extends AsyncDisposable {
  url: string
}

const startLimitMs = 90_000
const stopLimitMs = 5_000

/**
 * The Redis that REDIS_URL names, else one of the system's own, which goes with its owner and writes nothing down.
 * Where neither is there, a run that needs one is void.
 */
export async function startRedis(given = process.env.REDIS_URL): Promise<Redis> {
  if (given) return { url: given, async [Symbol.asyncDispose]() {} }
  const keeper = await startChild(new URL('redis-process.ts', import.meta.url))
  const dispose = () => keeper.stop(stopLimitMs)
  try {
    const url = (await keeper.ask('start', null, startLimitMs)) as string | null
    if (url === null) throw new VoidRun('redis-server is not installed, and REDIS_URL names none')
    return { url, [Symbol.asyncDispose]: dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}
