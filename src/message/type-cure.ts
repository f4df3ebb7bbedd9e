/** What to do about a type error, as far as its text tells; quantities are what newcomers meet it with. */
export function cureOfType(code: string, text: string): string {
  if (/^TS(2362|2363|2365|2367)$/.test(code) || /^Property .*'Quantity</.test(text))
    return 'quantities are computed by times, per, plus and minus, and compared by below, above, atMost and atLeast'
  if (/^TS(2448|2454)$/.test(code)) return 'declare it above its first use'
  if (code === 'TS2304') return 'declare it above as a const, or import it'
  if (/'string' is not assignable to .*'Quantity</.test(text)) return "write q('…') around the text"
  if (/'number' is not assignable to .*'Quantity</.test(text))
    return "give the number a unit: q('…'), or count with .times(…)"
  if (/'Quantity<"[^']*' is not assignable to .*'Quantity<"/.test(text))
    return 'only what has one unit adds and compares: multiply or divide by what lies between, or mend the unit of an input'
  return 'mend the code; to show the refusal itself, use a ts refused fence'
}
