import { isLaw } from './revive.ts'
import { isScalar } from './select.ts'

/**
 * Makes a result unchangeable, since several documents and runs share it. False where something in it cannot be made
 * so, as a map cannot: then nobody can rely on its being as it was.
 */
export function settle(value: unknown, seen = new Set<unknown>()): boolean {
  if (typeof value !== 'object' || value === null || isLaw(value) || seen.has(value)) return true
  seen.add(value)
  const prototype: unknown = Object.getPrototypeOf(value)
  const isKnown = Array.isArray(value) || isScalar(value) || !prototype || prototype === plain
  if (!isKnown) return false
  Object.freeze(value)
  return Object.values(value).filter((each) => !settle(each, seen)).length === 0
}

const plain: unknown = Object.prototype
