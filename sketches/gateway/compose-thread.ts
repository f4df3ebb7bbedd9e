import { parentPort } from 'node:worker_threads'
import { compose, type Part } from './compose.ts'

parentPort?.on('message', ({ id, parts }: { id: number; parts: Part[] }) => {
  parentPort?.postMessage({ id, composition: compose(parts) })
})
