const months =
  'January|February|March|April|May|June|July|August|September|October|November|December'
const places = 'section|chapter|figure|table|page|step|line|part|level|appendix|issue|option'
const month = `(?-i:${months})`
const day = '(?:[12]\\d|3[01]|0?[1-9])'
const year = '(?:19|20)\\d\\d'

/** The end of a harmless number: no digit of it is left over, and no unit of measure follows. */
const noMeasure =
  '(?![\\d%‰×]|[.,]\\d|[\\s-]*(?:[%‰×€$£]|(?:percent|[KMGTP]i?B|B|[KMGT]bit|[mµn]?s|min|h|k|thousand|million|billion|EUR|USD)\\b))'

/** Nouns that are counted behind a number, and verbs that may follow it too: `step 5 calls the service`. */
const counted =
  'clients|users|servers|connections|workers|jobs|cores|bytes|tokens|rooms|nodes|events|(?:milli)?seconds|minutes|hours|days|percent|images|(?:calls|requests|messages|processes|times)(?!\\s+(?!(?:are|is|were|was|may|can|will|have|had|in|at|per|and|or|as)\\b)\\p{L})'

/** `shows the page 400 ms later` is about no page 400, and `page 50 clients` about none either. */
const noUnit = `${noMeasure}(?!\\s+(?:${counted})\\b)`

/** A year is followed by no unit, and by nothing that reads as one: `in 2000 requests`, `in 2000 req/s`. */
const noYearUnit = `${noMeasure}(?!-\\d|\\s*[$€£]?\\d(?!\\d?:\\d))(?!\\s+(?:\\p{L}+s|(?-i:\\p{Ll}+)[/·](?:s|ms|µs|min|h|d)|\\p{L}+·\\p{L}+)\\b)`

/** Numbers that state nothing: dates, numbers of records and sections, percentiles, names that hold digits. */
const forms = [
  `\\b(?:1[5-9]|2[01])\\d\\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\\d|3[01])(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[-+]\\d\\d:\\d\\d)?)?)?(?!\\w|-\\d)${noMeasure}`,
  `\\b(?:${day}\\s+)?${month}\\s+(?:${day},?\\s+)?${year}\\b${noYearUnit}`,
  `\\b(?:${day}\\s+${month}\\b|${month}\\s+${day}\\b${noUnit})`,
  // A year behind one of these words.
  `\\b(?:in|since|until|before|after|during|year)\\s+${year}\\b${noYearUnit}`,
  `\\b(?:ADR|RFC|ISO|IEEE|ECMA|CVE|PEP)[-\\s]?\\d+(?:[-–.]\\d+)*${noMeasure}`,
  `(?:§+|\\b(?:${places}))\\s*\\d+(?:\\.\\d+)*(?:\\s*(?:to|and|–|-)\\s*\\d+(?:\\.\\d+)*)?${noUnit}`,
  // More than one of them, so that `issues 50 tokens` names none.
  `\\b(?:${places})s\\s+\\d+(?:\\.\\d+)*(?:(?:,|\\s*,?\\s*(?:to|and|or|–|-))\\s*\\d+(?:\\.\\d+)*)+${noUnit}|\\b(?:${places})s\\s+\\d+(?=\\()`,
  `\\bp\\d{2,4}\\b${noMeasure}`,
  `\\bHTTP\\s+[1-5]\\d\\d\\b${noUnit}`,
  // Identifiers begin with a capital, SHA-256 and HTTP/2, so that `users/50` is none.
  `(?-i:\\b\\p{Lu}[\\p{L}\\d]*[-/.]\\d[\\w.]*)${noMeasure}`,
  `#\\d+\\b${noUnit}`,
]

/** Puts spaces in the place of every harmless number; products come with their versions: `Node 26`. */
export const blankHarmless = (text: string, products: string[]): string =>
  text.replace(patternFor(products), (found) => found.replace(/[^\n\r]/g, ' '))

const patterns = new Map<string, RegExp>()

function patternFor(products: string[]): RegExp {
  const names = products.map((name) => name.replace(/[^\w\s]/g, '\\$&')).join('|')
  const version = 'v?\\d+(?:\\.\\d+)*'
  // `Redis 5 times as fast` is about no version; `Redis 7 clients` is.
  const end = `${noMeasure}(?!\\s+times\\s+(?:as|more|less|the|\\p{L}+er)\\b)`
  const ofProducts =
    names === ''
      ? []
      : [`\\b(?:${names})\\s*${version}(?:(?:,\\s+|\\s*(?:and|or|to|–)\\s*)${version})*${end}`]
  const pattern = patterns.get(names) ?? new RegExp([...forms, ...ofProducts].join('|'), 'giu')
  patterns.set(names, pattern)
  return pattern
}
