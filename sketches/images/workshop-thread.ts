import { parentPort } from 'node:worker_threads'
import { type WorkOrder, work } from './workshop-work.ts'

// Does one order after the other on a thread of the service's own process.
parentPort?.on('message', async ({ id, order }: { id: number; order: WorkOrder }) => {
  const answer = await work(order).then(
    (bytes) => ({ bytes }),
    (error) => ({ error: String(error) }),
  )
  parentPort?.postMessage({ id, ...answer })
})
