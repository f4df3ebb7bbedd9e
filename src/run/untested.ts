/** Stands where a measurement is missing: whatever touches it cannot be derived. */
export class Untested extends Error {
  asValue(): unknown {
    const refuse = (): never => {
      throw this
    }
    return new Proxy(() => {}, { get: refuse, apply: refuse, has: refuse, ownKeys: refuse })
  }
}
