/** Where one item of CBOR (RFC 8949) begins and ends, and the items in it if it is a list. */
export interface Item {
  start: number
  end: number
  items: Item[]
}

const list = 4
const texts = [2, 3]
const plain = [0, 1, 7]

/** Reads numbers, texts and lists of known length: all that a search index is made of. */
export function readItem(bytes: Buffer, start = 0): Item {
  const first = bytes[start]
  if (first === undefined) throw new Error(`CBOR ends at byte ${start}, where an item was expected`)
  const major = first >> 5
  const { value, end } = readLength(bytes, start, first & 31)
  if (plain.includes(major)) return { start, end, items: [] }
  if (texts.includes(major)) return { start, end: end + value, items: [] }
  if (major !== list)
    throw new Error(`CBOR of major type ${major} at byte ${start} is not expected`)
  const items: Item[] = []
  let at = end
  for (let count = 0; count < value; count += 1) {
    const item = readItem(bytes, at)
    items.push(item)
    at = item.end
  }
  return { start, end: at, items }
}

function readLength(bytes: Buffer, start: number, short: number): { value: number; end: number } {
  if (short < 24) return { value: short, end: start + 1 }
  const size = 2 ** (short - 24)
  if (size > 4) throw new Error(`a length of ${size} bytes at byte ${start} is not expected`)
  return { value: bytes.readUIntBE(start + 1, size), end: start + 1 + size }
}
