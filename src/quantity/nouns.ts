/** How count nouns are spelt. A project adds its own in its configuration. */
export interface Nouns {
  /** Plural → singular where no rule gives it, and nouns in -s that are no plural → themselves. */
  readonly plurals: Readonly<Record<string, string>>
  /** Singular → the singular that is meant: `operation` → `op`. */
  readonly aliases: Readonly<Record<string, string>>
}

export const defaultNouns = {
  plurals: {
    people: 'person',
    children: 'child',
    indices: 'index',
    vertices: 'vertex',
    analyses: 'analysis',
    buses: 'bus',
    statuses: 'status',
    aliases: 'alias',
    alias: 'alias',
    caches: 'cache',
    cookies: 'cookie',
    series: 'series',
    data: 'data',
    cpus: 'cpu',
    gpus: 'gpu',
  },
  aliases: {
    operation: 'op',
    msg: 'message',
    req: 'request',
    conn: 'connection',
  },
} as const satisfies Nouns

export type DefaultNouns = typeof defaultNouns

/** Ending of a plural → ending of its singular; the first that fits counts. The types read this table too. */
export const endings = [
  ['ies', 'y'],
  ['sses', 'ss'],
  ['xes', 'x'],
  ['ches', 'ch'],
  ['shes', 'sh'],
  ['ss', 'ss'],
  ['us', 'us'],
  ['is', 'is'],
  ['s', ''],
] as const

/** `queries` → `query`, `people` → `person`, `operations` → `op`; and whether a table says so. */
export function singular(word: string, nouns: Nouns): { noun: string; declared: boolean } {
  const listed = own(nouns.plurals, word) ?? (own(nouns.aliases, word) && word)
  const plain = listed ?? stripEnding(word)
  const alias = own(nouns.aliases, plain)
  return { noun: alias ?? plain, declared: (listed ?? alias) !== undefined }
}

/** `query` → `queries`, `person` → `people`. */
export function plural(noun: string, nouns: Nouns): string {
  const irregular = Object.keys(nouns.plurals).filter((word) => nouns.plurals[word] === noun)
  const listed = irregular.find((word) => word !== noun) ?? irregular[0]
  if (listed !== undefined) return listed
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`
  return noun + (/(s|x|ch|sh)$/.test(noun) ? 'es' : 's')
}

/** Looks a word up without meeting what every object inherits, such as `constructor`. */
export function own<V>(table: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}

function stripEnding(word: string): string {
  for (const [ending, replacement] of endings) {
    if (word.endsWith(ending)) return word.slice(0, word.length - ending.length) + replacement
  }
  return word
}
