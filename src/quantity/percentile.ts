/** `p99` → 99, `belief.p999` → 99.9; null where a member names no percentile. */
export function percentileOf(member: string): number | null {
  const digits = /(?:^|\.)p(\d\d)(\d*)$/.exec(member)
  return digits && Number(`${digits[1]}.${digits[2]}`)
}

/** Blanks the percentile that the member names, so that the stated number is left: `99 % arrive within 50 ms`. */
export function withoutPercentile(text: string, member: string): string {
  const percentile = percentileOf(member)
  if (percentile === null) return text
  const blanked = text.replace(/([\d.]+)(?:\s?%|(?:st|nd|rd|th) percentile)/g, (found, number) =>
    Number(number) === percentile ? ' '.repeat(found.length) : found,
  )
  // Alone, a share is what is stated: 99 % of something that happens to have a percentile's name.
  return /\d/.test(blanked) ? blanked : text
}
