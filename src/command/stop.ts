/** Resolves when we are to stop, or when something else has ended by itself. */
export async function untilStopped(stopped: AbortSignal, ended: Promise<unknown>): Promise<void> {
  if (stopped.aborted) return
  const stop = Promise.withResolvers<void>()
  stopped.addEventListener('abort', () => stop.resolve(), { once: true })
  await Promise.race([stop.promise, ended])
}
