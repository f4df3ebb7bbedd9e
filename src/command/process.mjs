/** An end that the user can understand or mend; any other error is our mistake and keeps its stack. */
export class Stopped extends Error {
  constructor(message, signal = null) {
    super(message)
    this.signal = signal
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** How a child ends. Signals that reach us meanwhile go on to it; the first is told, and kills it where a limit is set. */
export function endOf(child, killAfterMs = null) {
  let received = null
  let timer
  const forward = (signal) => {
    received ??= signal
    child.kill(signal)
    if (killAfterMs !== null) timer ??= setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  }
  for (const signal of signals) process.on(signal, forward)
  return new Promise((resolve) => {
    const end = (how) => {
      clearTimeout(timer)
      for (const signal of signals) process.removeListener(signal, forward)
      resolve({ error: null, received, ...how })
    }
    child.on('error', (error) => end({ code: null, signal: null, error }))
    child.on('close', (code, signal) => end({ code, signal }))
  })
}
