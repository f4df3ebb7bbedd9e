const months =
  'January|February|March|April|May|June|July|August|September|October|November|December'
const places = 'section|chapter|figure|table|page|step|line|part|level|appendix|issue|option'

/** `shows the page 400 ms later` is about no page 400. */
const noUnit =
  '(?!\\d|\\.\\d|\\s*(?:[%×]|(?:[KMGTP]i?B|B|[KMGT]bit|[mµn]?s|min|h|thousand|million)\\b))'

/** Numbers that state nothing: dates, numbers of records and sections, percentiles, names that hold digits. */
const forms = [
  '\\b\\d{4}-\\d{2}(?:-\\d{2})?\\b',
  `\\b(?:\\d{1,2}\\s+)?(?:${months})\\s+(?:\\d{1,2},?\\s+)?\\d{4}\\b`,
  `\\b(?:\\d{1,2}\\s+(?:${months})|(?:${months})\\s+\\d{1,2})\\b`,
  // A year behind one of these words, unless what follows reads as a unit: `after 2000 requests`.
  '\\b(?:in|since|until|before|after|during|year)\\s+(?:19|20)\\d\\d\\b(?!-|\\s*[%€$.,]?\\d)(?!\\s*[%€$])(?!\\s+(?:\\p{L}+s|[KMGT]?B|min|h)\\b)',
  '\\b(?:ADR|RFC|ISO|IEEE|ECMA|CVE|PEP)[-\\s]?\\d+(?:[-–.]\\d+)*\\b',
  `(?:§+|\\b(?:${places})s?)\\s*\\d+(?:\\.\\d+)*(?:\\s*(?:to|and|–)\\s*\\d+(?:\\.\\d+)*)?${noUnit}`,
  '\\bp\\d{2,4}\\b',
  '\\bHTTP\\s+[1-5]\\d\\d\\b',
  // Identifiers begin with a capital, SHA-256 and HTTP/2, so that `users/50` is none.
  '(?-i:\\b\\p{Lu}[\\p{L}\\d]*[-/.]\\d[\\w.]*)',
  '#\\d+\\b',
]

/** Puts spaces in the place of every harmless number; products come with their versions: `Node 26`. */
export const blankHarmless = (text: string, products: string[]): string =>
  text.replace(patternFor(products), (found) => found.replace(/[^\n\r]/g, ' '))

const patterns = new Map<string, RegExp>()

function patternFor(products: string[]): RegExp {
  const names = products.map((name) => name.replace(/[^\w\s]/g, '\\$&')).join('|')
  const version = 'v?\\d+(?:\\.\\d+)*'
  const ofProducts =
    names === '' ? [] : [`\\b(?:${names})\\s*${version}(?:\\s*(?:,|and|or|to|–)\\s*${version})*`]
  const pattern = patterns.get(names) ?? new RegExp([...forms, ...ofProducts].join('|'), 'giu')
  patterns.set(names, pattern)
  return pattern
}
