import { type Quantity, q } from '../../src/quantity/quantity.ts'

/** An expression as source text, and what it does when it is run. */
export interface Expression {
  source: string
  /** The unit that comes out, or the refusal. */
  outcome: { unit: string } | { refusal: string }
}

/** Makes expressions of quantities, right and wrong ones, the same for the same seed. */
export function makeExpressions(count: number, seed: number): Expression[] {
  const random = randomOf(seed)
  return Array.from({ length: count }, () => makeExpression(random))
}

interface Random {
  next(): number
  below(count: number): number
  pick<T>(from: readonly [T, ...T[]]): T
}

/** Mulberry32: small, and good enough to vary a test. */
function randomOf(seed: number): Random {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number): number => Math.floor(next() * count)
  return { next, below, pick: (from) => from[below(from.length)] ?? from[0] }
}

const methods = [
  ...(['times', 'per', 'times', 'per', 'times', 'per', 'times', 'per'] as const),
  ...(['plus', 'max', 'itself', 'itself', 'number', 'number'] as const),
] as const

function makeExpression(random: Random): Expression {
  const first = random.next() < 0.4 ? makeText(random) : makeSoundText(random)
  let source = `q(${JSON.stringify(first)})`
  let run = (): Quantity<string> => readLoosely(first)
  for (let steps = random.below(4); steps > 0; steps--) {
    const before = run
    const text = makeSoundText(random)
    const other = `q(${JSON.stringify(text)})`
    const method = random.pick(methods)
    if (method === 'number') {
      source = `${source}.times(2).per(3).ceil(5)`
      run = () => before().times(2).per(3).ceil(5)
    } else if (method === 'itself') {
      source = `${source}.plus(${source})`
      run = () => before().plus(before())
    } else {
      source = `${source}.${method}(${other})`
      run = () => apply(before(), method, readLoosely(text))
    }
  }
  return { source, outcome: outcomeOf(run) }
}

function apply(
  to: Quantity<string>,
  method: 'times' | 'per' | 'plus' | 'max',
  other: Quantity<string>,
): Quantity<string> {
  if (method === 'times') return to.times(other)
  if (method === 'per') return to.per(other)
  return method === 'plus' ? to.plus(other) : to.max(other)
}

/** As a call from JavaScript would pass a text that the types refuse. */
const readLoosely = (text: string): Quantity<string> => Reflect.apply(q, undefined, [text])

function outcomeOf(run: () => Quantity<string>): Expression['outcome'] {
  try {
    return { unit: run().unit }
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) }
  }
}

const nouns = [
  ...['message', 'messages', 'client', 'clients', 'op', 'ops', 'operations', 'requests', 'queries'],
  ...['processes', 'boxes', 'batches', 'hashes', 'people', 'statuses', 'status', 'bus', 'analysis'],
  ...['indices', 'caches', 'GPUs', 'cpus', 'round-trips', 'data', 'aliases', 'person', 'msgs'],
] as const satisfies readonly string[]
const units = [
  ...['s', 'ms', 'µs', 'min', 'h', 'second', 'seconds', 'minutes', 'hour', 'days', 'weeks', 'year'],
  ...['B', 'KB', 'MiB', 'GB', 'bytes', 'bits', 'Mbit', 'megabytes', '%', '×', 'times', 'EUR', '€'],
] as const
const wrong = [
  ...['sec', 'secs', 'Kb', 'mb', 'mins', 'msec', 'hrs', 'Seconds', 'GBs', 'rps', 'Ms', 'kbps', 'K'],
  ...['DB ops', 'm2', '', 'a+b', 'ops!', 'x', 'naïve', 'MS'],
] as const

const makeWord = (random: Random): string =>
  random.next() < 0.55 ? random.pick(words(nouns)) : random.pick(words(units))

const words = (list: readonly string[]): [string, ...string[]] => [list[0] ?? '', ...list.slice(1)]

function makeUnit(random: Random, makeOne: (random: Random) => string = makeWord): string {
  const above = Array.from({ length: 1 + random.below(2) }, () => makeOne(random))
  const below = Array.from({ length: random.below(3) }, () => makeOne(random))
  const divide = random.pick(['/', ' per ', ' a ', ' an ', ' / '])
  const whole = [above.join(random.pick(['·', '*', ' · '])), ...below].join(divide)
  return random.next() < 0.05 ? whole.slice(whole.indexOf(divide)).trimStart() : whole
}

const makeNumber = (random: Random): string =>
  random.pick([
    '1',
    '0',
    '7',
    '38',
    '100',
    '10,000',
    '1,234,567',
    '1.5',
    '0.05',
    '2.50',
    '1,000.25',
    '12',
  ])

const wrongNumbers = [
  '1,00',
  '1.000,5',
  '.5',
  '5.',
  '1e6',
  '007',
  '',
  'two',
  '1.2.3',
  '0,123',
  '12,34',
] as const

const makeScale = (random: Random): string =>
  random.pick(['', '', '', '', 'k', ' k', ' M', ' million', ' thousand'])

function makeSoundText(random: Random): string {
  const unit = makeUnit(random)
  const [low, high] = [random.pick(['1', '2.5', '7']), random.pick(['8', '1,000', '10.25'])]
  const scale = makeScale(random)
  const gap = /^[%×/]/.test(unit) && random.next() < 0.5 ? '' : ' '
  return random.pick([
    `${makeNumber(random)}${scale}${gap}${unit}`,
    `${makeNumber(random)}${scale}${gap}${unit}`,
    `${low} to ${high}${scale}${gap}${unit}`,
    `${low}–${high} ${unit}`,
    `${low}-${high} ${unit}`,
    `${low} ${unit} to ${high} ${unit}`,
    `€${low}/GB`,
    `-${low} ${unit}`,
  ])
}

/** Anything that somebody might write: mostly wrong in one place. */
function makeText(random: Random): string {
  const badWord = (of: Random): string => (of.next() < 0.5 ? of.pick(words(wrong)) : makeWord(of))
  const number = makeNumber(random)
  return random.pick([
    `${number} ${makeUnit(random, badWord)}`,
    `${number} ${makeUnit(random, badWord)}`,
    `${number}${random.pick(['', ' '])}${random.pick(words(wrong))}`,
    `${random.pick(words(wrongNumbers))} ${makeUnit(random)}`,
    `${random.pick(words(wrongNumbers))} to 9 ${makeUnit(random)}`,
    `1 ${makeUnit(random)} to 1,000 ${makeUnit(random)}`,
    `1 to ${makeUnit(random)}`,
    `about 5 ${makeWord(random)}`,
    `$5 ${makeWord(random)}`,
    `${number}  ${makeWord(random)} `,
    `5 ${makeWord(random)} in all`,
  ])
}
