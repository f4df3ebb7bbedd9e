import { fileURLToPath } from 'node:url'
import type { Nouns } from '../quantity/nouns.ts'

const quantityRoom = fileURLToPath(new URL('../quantity', import.meta.url))

/** The names that documents have without importing them, for the compiler: `q`, `law`, and what recording makes of a type. */
export function ambientDeclarations(nouns: Nouns): string {
  return `
import type { Quantity as AnyQuantity } from '${quantityRoom}/quantity.ts'
import type { Law as AnyLaw } from '${quantityRoom}/law.ts'
import type { Asked, UnitOf, UnitOfLaw } from '${quantityRoom}/literal-types.ts'
import type { UnitOfBare } from '${quantityRoom}/unit-types.ts'
declare global {
  type ProjectNouns = ${JSON.stringify(nouns)}
  type Quantity<U extends string> = AnyQuantity<U>
  type Law<U extends string> = AnyLaw<U>
  function q<const T extends string>(text: Asked<T, UnitOf<T, ProjectNouns>>): AnyQuantity<NoInfer<UnitOf<T, ProjectNouns>>>
  function law<const T extends string>(text: Asked<T, UnitOfLaw<T, ProjectNouns>>): AnyLaw<NoInfer<UnitOfLaw<T, ProjectNouns>>>
  type Recorded<T> =
    T extends { kind: 'distribution'; unit: infer U extends string } ? AnyLaw<UnitOfBare<U>>
    : T extends AnyQuantity<string> | AnyLaw<string> | number | boolean | string | null ? T
    : T extends (...args: never[]) => unknown ? never
    : T extends readonly unknown[] ? { [K in keyof T]: Recorded<T[K]> }
    : T extends object ? { [K in keyof T as T[K] extends (...args: never[]) => unknown ? never : K]: Recorded<T[K]> }
    : never
  function $recorded<T>(value: T): Recorded<T>
}
export {}
`
}
