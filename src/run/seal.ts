/**
 * Names through which code could see time, chance or the world. In a calculation each of them throws. Those that
 * Node loads when they are first touched come first, since their loading needs the others.
 */
const worldly =
  'fetch WebSocket EventSource Request Response Headers FormData Worker BroadcastChannel MessageChannel crypto localStorage ' +
  'sessionStorage navigator WebAssembly setTimeout setInterval setImmediate queueMicrotask clearTimeout clearInterval ' +
  'clearImmediate SharedArrayBuffer Atomics WeakRef FinalizationRegistry Temporal Date performance console process eval'

/**
 * Makes the world unreachable from here on, so that a calculation is a function of its inputs. Called once, when
 * everything of our own and the models are loaded.
 */
export function seal(): void {
  for (const name of worldly.split(' ')) {
    if (!(name in globalThis)) continue
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => {
        throw new WorldlyError(name)
      },
    })
  }
  Math.random = () => {
    throw new WorldlyError('Math.random')
  }
}

/** Thrown where a calculation reaches for what would make two runs differ. */
export class WorldlyError extends Error {
  constructor(name: string) {
    super(`${name} is not to be had in a calculation, which is a function of its inputs alone`)
    this.name = 'WorldlyError'
  }
}
