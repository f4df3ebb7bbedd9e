import { parentPort, workerData } from 'node:worker_threads'
import { sealText } from './seal.ts'

const key = Buffer.from(String(workerData), 'hex')

parentPort?.on('message', (texts: string[]) => {
  parentPort?.postMessage(texts.map((text) => sealText(text, key)))
})
