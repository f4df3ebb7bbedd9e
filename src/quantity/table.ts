/**
 * The one table of units, which types, parser and printer read: base → unit → how many of the base it is.
 * Bases are seconds, bytes, currencies, and `1` for what has no dimension. Any other word is a count noun.
 */
export const symbols = {
  '1': { '1': 1, '%': 0.01, percent: 0.01, '×': 1, times: 1 },
  s: { s: 1, ms: 1e-3, µs: 1e-6, μs: 1e-6, us: 1e-6, ns: 1e-9, min: 60, h: 3600, d: 86_400 },
  B: {
    B: 1,
    KB: 1e3,
    MB: 1e6,
    GB: 1e9,
    TB: 1e12,
    PB: 1e15,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
    TiB: 2 ** 40,
    Kbit: 125,
    Mbit: 125e3,
    Gbit: 125e6,
    Tbit: 125e9,
  },
  EUR: { EUR: 1, '€': 1 },
  USD: { USD: 1, $: 1 },
  GBP: { GBP: 1, '£': 1 },
} as const

/** Units that are words, and take a plural. A year has 365 days, and a month is a twelfth of it. */
export const words = {
  s: {
    nanosecond: 1e-9,
    microsecond: 1e-6,
    millisecond: 1e-3,
    second: 1,
    minute: 60,
    hour: 3600,
    day: 86_400,
    week: 604_800,
    month: 2_628_000,
    year: 31_536_000,
  },
  B: {
    bit: 1 / 8,
    byte: 1,
    kilobyte: 1e3,
    megabyte: 1e6,
    gigabyte: 1e9,
    terabyte: 1e12,
  },
  EUR: { euro: 1 },
  USD: { dollar: 1 },
} as const

/** What people write where they mean a unit, in lower case → what to write. Other case of a unit is refused too. */
export const refused = {
  sec: 's',
  msec: 'ms',
  usec: 'µs',
  nsec: 'ns',
  m: 'min for minutes, M behind the number for a million',
  hr: 'h',
  wk: 'weeks',
  mo: 'months',
  yr: 'years',
  b: 'B or bit',
  kb: 'KB or Kbit',
  mb: 'MB or Mbit',
  gb: 'GB or Gbit',
  tb: 'TB or Tbit',
  bps: 'B/s or bit/s',
  kbps: 'KB/s or Kbit/s',
  mbps: 'MB/s or Mbit/s',
  gbps: 'GB/s or Gbit/s',
  kilobit: 'Kbit',
  megabit: 'Mbit',
  gigabit: 'Gbit',
  rps: 'requests/s',
  qps: 'queries/s',
  tps: 'transactions/s',
  hz: '1/s',
  k: 'k right behind the number',
  x: '×',
  pct: '%',
} as const

/** Stands behind a number and multiplies it. */
export const scales = { k: 1e3, M: 1e6, thousand: 1e3, million: 1e6, billion: 1e9 } as const

/** Signs of money, which may stand before the number. */
export const moneySigns = '€$£'

/** Characters of a noun, in their sorting order. */
export const alphabet = '-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
