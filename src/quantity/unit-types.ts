import type { DefaultNouns, endings, Nouns } from './nouns.ts'
import type { alphabet, refused, symbols, words } from './table.ts'

/**
 * Units in types. `unit.ts` does the same at run time, in the same steps, and a generated test compares both.
 *
 * A canonical unit is `op·s`, `message/client/s`, `1/s` or `1`: what is above the line sorted and joined by `·`,
 * then each factor below it, sorted, behind a `/`.
 *
 * Parameters have no constraint where an argument is a condition itself: the compiler would follow that condition
 * to all its ends, in every program, to see that the constraint holds.
 */

/** What stands in place of a unit where the text is refused; it says why, and the compiler shows it. */
export type Refusal = `Refused: ${string}`

/** `per minute`, `messages/client/s`, `operations a second` → the canonical unit, or a refusal. */
export type UnitOfBare<T, N extends Nouns = DefaultNouns> = string extends T
  ? string
  : Expression<Slashes<Trim<T>>, N>

/** The unit of a product: `Times<'message/s', 'op/message'>` is `'op/s'`. */
export type Times<U, V> = string extends U | V
  ? string
  : V extends `${infer A}/${infer B}`
    ? Under<Over<U, A>, B>
    : Over<U, V>

/** The unit of a quotient: `Per<'op', 'op/connection'>` is `'connection'`. */
export type Per<U, V> = string extends U | V
  ? string
  : V extends `${infer A}/${infer B}`
    ? OverEach<UnderEach<U, A>, B>
    : UnderEach<U, V>

export type Trim<T> = T extends ` ${infer R}` ? Trim<R> : T extends `${infer R} ` ? Trim<R> : T

/** Times each factor of `a·b`; through each of `c/d`. */
type Over<U, A> = A extends `${infer H}·${infer R}` ? Over<Multiply<U, H>, R> : Multiply<U, A>
type Under<U, B> = B extends `${infer H}/${infer R}` ? Under<Divide<U, H>, R> : Divide<U, B>

/** Through each factor of `a·b`; times each of `c/d`. */
type UnderEach<U, A> = A extends `${infer H}·${infer R}` ? UnderEach<Divide<U, H>, R> : Divide<U, A>
type OverEach<U, B> = B extends `${infer H}/${infer R}`
  ? OverEach<Multiply<U, H>, R>
  : Multiply<U, B>

/** A factor that stands below the line goes; any other is put above it. */
type Multiply<U, X> = X extends '1'
  ? U
  : U extends `${infer A}/${infer B}`
    ? Taken<`/${B}/`, X, '/'> extends `${infer Rest}/`
      ? `${A}${Rest}`
      : `${Into<A, X, '·'>}/${B}`
    : Into<U, X, '·'>

type Divide<U, X> = X extends '1'
  ? U
  : U extends `${infer A}/${infer B}`
    ? Taken<`·${A}·`, X, '·'> extends infer Rest extends string
      ? `${Bare<Rest>}/${B}`
      : `${A}/${Into<B, X, '/'>}`
    : Taken<`·${U & string}·`, X, '·'> extends infer Rest extends string
      ? Bare<Rest>
      : `${U & string}/${X & string}`

/** `·a·b·` without b → `·a·`; never where it is not in there. */
type Taken<
  List,
  X,
  Mark extends string,
> = List extends `${infer L}${Mark}${X & string}${Mark}${infer R}` ? `${L}${Mark}${R}` : null

/** `·a·b·` → `a·b`, and `·` → `1`. */
type Bare<List> = List extends `·${infer A}·` ? A : '1'

/** Puts X into a sorted list, before the first factor that sorts behind it. */
type Into<List, X, Mark extends string> = List extends '1'
  ? X & string
  : List extends `${infer H}${Mark}${infer R}`
    ? IsBefore<X, H> extends true
      ? `${X & string}${Mark}${List}`
      : `${H}${Mark}${Into<R, X, Mark>}`
    : IsBefore<X, List> extends true
      ? `${X & string}${Mark}${List & string}`
      : `${List & string}${Mark}${X & string}`

type IsBefore<A, B> = A extends `${infer C}${infer R}`
  ? B extends `${infer D}${infer S}`
    ? C extends D
      ? IsBefore<R, S>
      : typeof alphabet extends `${string}${C}${string}${D}${string}`
        ? true
        : false
    : false
  : true

/** `messages per client per minute` → `messages/client/minute`. */
type Slashes<T> = T extends `per ${infer R}`
  ? Slashes<`/${R}`>
  : T extends `${infer A} per ${infer B}`
    ? Slashes<`${A}/${B}`>
    : T extends `${infer A} a ${infer B}`
      ? Slashes<`${A}/${B}`>
      : T extends `${infer A} an ${infer B}`
        ? Slashes<`${A}/${B}`>
        : T extends `${infer A}*${infer B}`
          ? Slashes<`${A}·${B}`>
          : T

type Expression<T, N extends Nouns> = T extends ''
  ? '1'
  : T extends `${infer A}/${infer B}`
    ? Dividing<A extends '' ? '1' : Multiplying<'1', A, N>, B, N>
    : Multiplying<'1', T, N>

type Multiplying<U, T, N extends Nouns> = T extends `${infer A}·${infer B}`
  ? Multiplying<Step<U, Word<Trim<A>, N>, 'times'>, B, N>
  : Step<U, Word<Trim<T>, N>, 'times'>
type Dividing<U, T, N extends Nouns> = T extends `${infer A}/${infer B}`
  ? Dividing<Step<U, Word<Trim<A>, N>, 'per'>, B, N>
  : Step<U, Word<Trim<T>, N>, 'per'>

/** The first refusal stays. */
type Step<U, W, How> = U extends Refusal
  ? U
  : W extends Refusal
    ? W
    : How extends 'times'
      ? Multiply<U, W>
      : Divide<U, W>

type BaseOfEach<T> = {
  [K in { [B in keyof T]: keyof T[B] }[keyof T] & string]: {
    [B in keyof T]: K extends keyof T[B] ? B : never
  }[keyof T]
}
type Symbols = BaseOfEach<typeof symbols>
type Words = BaseOfEach<typeof words>
type Refused = typeof refused
type OtherCase = { [K in keyof (Symbols & Words) as Lowercase<K>]: K }

/** One word of a unit → its base or its noun. */
type Word<W, N extends Nouns> = W extends keyof Symbols
  ? Symbols[W]
  : W extends keyof N['plurals']
    ? Alias<N['plurals'][W], N>
    : W extends keyof N['aliases']
      ? N['aliases'][W]
      : Regular<Strip<W>, W, N>

type Alias<S, N extends Nouns> = S extends keyof N['aliases'] ? N['aliases'][S] : S

type Regular<S, W, N extends Nouns> = S extends keyof Words
  ? Words[S]
  : S extends keyof N['aliases']
    ? N['aliases'][S]
    : Cure<S & string, W & string> extends infer C extends string
      ? `Refused: ${W & string} is no unit, write ${C}`
      : S extends ''
        ? 'Refused: a unit is missing beside / or ·'
        : IsNoun<S> extends true
          ? S
          : `Refused: ${W & string} is no unit, write words as in op·s or message/client/s`

/** What to write where a word is nearly a unit; null where it is none. */
type Cure<S extends string, W extends string> =
  Lowercase<W> extends keyof Refused
    ? Refused[Lowercase<W>]
    : S extends keyof Symbols
      ? S
      : Lowercase<S> extends keyof Refused
        ? Refused[Lowercase<S>]
        : Lowercase<S> extends keyof OtherCase
          ? OtherCase[Lowercase<S>]
          : null

type Strip<W, Endings = typeof endings> = Endings extends readonly [
  readonly [infer E extends string, infer R extends string],
  ...infer More,
]
  ? W extends `${infer A}${E}`
    ? `${A}${R}`
    : Strip<W, More>
  : W

type IsNoun<S> = S extends `${infer C}${infer R}`
  ? typeof alphabet extends `${string}${C}${string}`
    ? IsNoun<R>
    : false
  : true
