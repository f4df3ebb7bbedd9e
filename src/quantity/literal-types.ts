import type { DefaultNouns, Nouns } from './nouns.ts'
import type { moneySigns, scales } from './table.ts'
import type { Refusal, Trim, UnitOfBare } from './unit-types.ts'

/**
 * The unit of `10,000 clients`, `1 to 2 messages/client/minute` or `€0.02/GB`, or a refusal that says why.
 *
 * The usual text comes first: a number, a space and a unit. What stands behind the space is asked with `& string`,
 * since the compiler keeps the answer then, and would work it out again at the end of a branch.
 */
export type UnitOf<
  T,
  N extends Nouns = DefaultNouns,
> = T extends `${infer X extends number} ${infer R}`
  ? number extends X
    ? UnitOfOther<T, N>
    : Following<R, N> & string
  : UnitOfOther<T, N>

/** The same for a law: `100 to 500 ms`, `lognormal 5 to 20 ms`, `exponential 20 ms`. */
export type UnitOfLaw<T, N extends Nouns = DefaultNouns> = string extends T
  ? 'Refused: write the text itself, in quotes'
  : T extends `exponential ${infer R}`
    ? R extends `${string} to ${string}` | `${string}–${string}`
      ? 'Refused: an exponential law has one number, its mean'
      : UnitOf<R, N>
    : T extends `uniform ${infer R}` | `lognormal ${infer R}`
      ? UnitOfSpan<R, N>
      : UnitOfSpan<T, N>

/**
 * A parameter that takes the text, or shows the refusal at the text. It asks for the unit beside the text, since
 * inference into a condition over the text itself would walk through the whole parser at every call.
 */
export type Asked<T, U> = U extends `Refused: ${infer Why}` ? `Refused: ${Why}` : T

type UnitOfSpan<T, N extends Nouns> = T extends `${string} to ${string}` | `${string}–${string}`
  ? UnitOf<T, N>
  : T extends `${infer A}-${string}`
    ? Unscaled<Trim<Amount<A>>> extends ''
      ? UnitOf<T, N>
      : 'Refused: a law has two ends, as in 100 to 500 ms'
    : 'Refused: a law has two ends, as in 100 to 500 ms'

/** Next come thousands, then what has no space behind its number. */
type UnitOfOther<T, N extends Nouns> = T extends `${infer H},${infer G} ${infer R}`
  ? G extends Group
    ? H extends Head
      ? Following<R, N> & string
      : UnitOfRest<T, N>
    : UnitOfRest<T, N>
  : UnitOfRest<T, N>
type UnitOfRest<T, N extends Nouns> = string extends T
  ? 'Refused: write the text itself, in quotes'
  : T extends `${infer A} ${infer R}`
    ? IsNumber<A> extends true
      ? Following<R, N> & string
      : Whole<T, N>
    : Whole<T, N>

/** The unit behind a number and a space, for any such number. */
type Following<R, N extends Nouns> = R extends `to ${infer B}`
  ? End<B, N>
  : R extends `${string} to ${string}` | `${string}–${string}` | `- ${string}`
    ? Whole<`1 ${R}`, N>
    : UnitBehind<R, N>

/** The last end of a range. */
type End<B, N extends Nouns> = B extends `${infer X extends number} ${infer R}`
  ? number extends X
    ? UnitBehind<Amount<B>, N>
    : UnitBehind<R, N> & string
  : UnitBehind<Amount<B>, N>

/** Any text: first the ways to write a range. */
type Whole<T, N extends Nouns> = T extends `${infer A} to ${infer B}`
  ? Range<Amount<A>, Amount<B>, N>
  : T extends `${infer A}–${infer B}`
    ? Range<Amount<A>, Amount<B>, N>
    : T extends `${infer A}-${infer B}`
      ? Unscaled<Trim<Amount<A>>> extends ''
        ? Range<'', Amount<B>, N>
        : UnitBehind<Amount<T>, N>
      : UnitBehind<Amount<T>, N>

type UnitBehind<R, N extends Nouns> = R extends Refusal ? R : UnitOfBare<Unscaled<Trim<R>>, N>

type Range<A, B, N extends Nouns> = A extends Refusal
  ? A
  : B extends Refusal
    ? B
    : Unscaled<Trim<A>> extends ''
      ? UnitBehind<B, N>
      : SameUnit<UnitBehind<A, N>, UnitBehind<B, N>>

type SameUnit<A, B> = A extends Refusal
  ? A
  : B extends A | Refusal
    ? B
    : `Refused: the ends differ, ${A & string} and ${B & string}`

/** A number with what stands behind it → what stands behind it: `10k ops` → `k ops`. First the usual case. */
type Amount<T> = T extends `${infer A} ${infer R}`
  ? IsNumber<A> extends true
    ? R
    : AnyAmount<T>
  : IsNumber<T> extends true
    ? ''
    : AnyAmount<T>
type AnyAmount<T> = T extends ` ${infer R}`
  ? Amount<R>
  : T extends `-${infer R}` | `−${infer R}`
    ? Behind<R>
    : T extends `${infer C extends Money}${infer R}`
      ? MoneyFirst<C, Behind<Trim<R>>>
      : Behind<T>

type Money = typeof moneySigns extends `${infer A}${infer B}${infer C}` ? A | B | C : never
type MoneyFirst<C extends string, R> = R extends Refusal ? R : MoneyUnit<C, Unscaled<Trim<R>>>
type MoneyUnit<C extends string, R> = R extends '' | `/${string}` | `per ${string}`
  ? Trim<`${C} ${R}`>
  : `Refused: ${R & string} stands behind an amount of ${C}, write a unit below a /`

type Digit = '0' | NonZero
type NonZero = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'
/** What stands before the first comma of a number, and behind each. */
type Head = NonZero | `${NonZero}${Digit}` | `${NonZero}${Digit}${Digit}`
type Group = `${Digit}${Digit}${Digit}`

/** What is left behind the longest beginning of digits, commas and points, if that is a number. */
type Behind<T, Seen extends string = ''> = T extends `${infer C}${infer R}`
  ? C extends Digit | ',' | '.'
    ? Behind<R, `${Seen}${C}`>
    : IfNumber<Seen, T>
  : IfNumber<Seen, ''>

type IfNumber<Seen extends string, R> =
  IsNumber<Seen> extends true
    ? R
    : `Refused: ${Trim<`${Seen}${R & string}`> & string} does not begin with a number such as 1,000 or 2.5`

type Scale = keyof typeof scales
type Unscaled<R> = R extends `${infer S} ${infer X}`
  ? S extends Scale
    ? Trim<X>
    : UnscaledShare<R>
  : R extends Scale
    ? ''
    : UnscaledShare<R>
type UnscaledShare<R> = R extends `${infer S}/${infer X}` ? (S extends Scale ? `/${X}` : R) : R

/** `1,000`, `0.05`: digits in one piece or in groups of three, and a fraction or none. First the usual case. */
type IsNumber<T> = T extends `${infer X extends number}`
  ? number extends X
    ? IsOther<T>
    : T extends `-${string}` | `${string}e${string}`
      ? false
      : true
  : IsOther<T>

type IsOther<T> = T extends `${infer H},${infer R}`
  ? H extends Head
    ? R extends `${infer G}.${infer F}`
      ? IsFraction<F> extends true
        ? IsGroups<G>
        : false
      : IsGroups<R>
    : false
  : T extends `${infer I}.${infer F}`
    ? IsFraction<F> extends true
      ? IsDigits<I>
      : false
    : false

type IsFraction<F> = F extends '' ? false : IsDigits<`1${F & string}`>

type IsGroups<T> = T extends `${infer G},${infer R}`
  ? G extends Group
    ? IsGroups<R>
    : false
  : T extends Group
    ? true
    : false

/** Digits without zeros in front: the compiler reads them as the number that they are. */
type IsDigits<T> = T extends `${infer X extends bigint}`
  ? bigint extends X
    ? false
    : T extends `-${string}`
      ? false
      : true
  : false
