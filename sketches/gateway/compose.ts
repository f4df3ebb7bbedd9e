/** What one service answered. */
export interface Part {
  name: string
  body: Uint8Array
}

export interface Composition {
  /** The members of the object of answers, without its braces. */
  members: string
  /** Services whose answer was no JSON. */
  broken: string[]
}

/** Levels of nesting. */
const depthMax = 100

/** Reads each answer, so that no service can break out of its place in the whole, and passes on its own text. */
export function compose(parts: Part[]): Composition {
  const members: string[] = []
  const broken: string[] = []
  for (const { name, body } of parts) {
    const text = textOf(body)
    if (text === null) broken.push(name)
    else members.push(`${JSON.stringify(name)}:${text}`)
  }
  return { members: members.join(','), broken }
}

function textOf(body: Uint8Array): string | null {
  try {
    const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8')
    const value: unknown = JSON.parse(text)
    return isDeeper(value, depthMax) ? null : text
  } catch {
    return null
  }
}

/** `JSON.parse` manages any depth, and would pass on what breaks a client's reader. */
function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (depth === 0) return true
  for (const inner of Array.isArray(value) ? value : Object.values(value))
    if (typeof inner === 'object' && isDeeper(inner, depth - 1)) return true
  return false
}
