// Preloaded into every Node process that a command starts: such a process ends with whoever started
// it, also where that one was killed and could say nothing any more.
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.channel) {
  process.on('disconnect', () => process.exit(1))
  process.channel.unref()
}
