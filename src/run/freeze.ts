/** Of these, code that means no harm gives its own objects a member of the same name: `error.name = 'NotFound'`. */
const overridden = [
  Object.prototype,
  Function.prototype,
  Error.prototype,
  RangeError.prototype,
  TypeError.prototype,
  SyntaxError.prototype,
  ReferenceError.prototype,
]

/**
 * Makes the language, and all that is reached from the given objects, unchangeable: else one document could change what
 * `map` or `times` mean in the next, or in the code that judges them.
 */
export function freezeAll(roots: Iterable<unknown>): void {
  for (const prototype of overridden) permitOverriding(prototype)
  const seen = new Set<object>()
  const queue: unknown[] = [globalThis, ...hidden(), ...roots]
  while (queue.length > 0) {
    const next = queue.pop()
    if ((typeof next !== 'object' && typeof next !== 'function') || next === null) continue
    if (seen.has(next)) continue
    seen.add(next)
    queue.push(Object.getPrototypeOf(next))
    for (const key of Reflect.ownKeys(next)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(next, key) ?? {}
      queue.push(value, get, set)
    }
  }
  for (const each of seen) freeze(each)
}

/** Typed arrays cannot be frozen, nor can what modules export; their elements are nobody's language. */
function freeze(value: object): void {
  if (ArrayBuffer.isView(value) || Object.prototype.toString.call(value) === '[object Module]')
    return
  Object.freeze(value)
}

/** Prototypes that no global name leads to: of iterators, generators, asynchronous functions. */
function hidden(): unknown[] {
  const functions = [function* () {}, async () => {}, async function* () {}]
  const iterators = [
    [][Symbol.iterator](),
    ''[Symbol.iterator](),
    new Map().entries(),
    new Set().values(),
  ]
  return [...functions, ...iterators, 'a'.matchAll(/a/g)].map((each) => Object.getPrototypeOf(each))
}

/** In a frozen prototype a plain member would forbid assigning one of its name to any object below it. */
function permitOverriding(prototype: object): void {
  for (const key of Reflect.ownKeys(prototype)) {
    const { value, writable, configurable, enumerable } =
      Object.getOwnPropertyDescriptor(prototype, key) ?? {}
    if (!writable || !configurable) continue
    Object.defineProperty(prototype, key, {
      enumerable: enumerable === true,
      configurable: true,
      get: () => value,
      set(this: object, own: unknown) {
        if (this === prototype)
          throw new TypeError(`${String(key)} of the language is not to be changed`)
        Object.defineProperty(this, key, {
          value: own,
          writable: true,
          enumerable: true,
          configurable: true,
        })
      },
    })
  }
}
