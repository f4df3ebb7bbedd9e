import { isLaw } from '../graph/revive.ts'
import { isScalar } from '../graph/select.ts'

/**
 * Makes a result unchangeable, since several documents and runs share it. False where something in it cannot be made
 * so: then nobody can rely on its being as it was.
 */
export function settle(value: unknown, seen = new Set<unknown>()): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return true
  // Their types let nobody change them, and to freeze each would take longer than to calculate it.
  if (isScalar(value) || isLaw(value)) return true
  seen.add(value)
  // Of a map, a set, a date the content is no member, and stays open.
  if (!/ (Object|Array)]$/.test(Object.prototype.toString.call(value))) return false
  Object.freeze(value)
  return Object.values(value).filter((each) => !settle(each, seen)).length === 0
}
