const keptBytesMax = 8_000_000
const itemBytes = 120
const smallest = 60

/** JSON of the asked sizes, as a service of a shop would send it: rows of short fields. */
export function payloads(service: string): (bytes: number) => Buffer {
  const made = new Map<number, Buffer>()
  let keptBytes = 0
  return (bytes) => {
    const known = made.get(bytes)
    if (known !== undefined) return known
    const body = makePayload(service, bytes)
    if (keptBytes + bytes > keptBytesMax) return body
    made.set(bytes, body)
    keptBytes += bytes
    return body
  }
}

/** Rounded to two digits: sizes that are few can be made once and kept. 22,345 → 22,000 */
export function sizeNear(bytes: number): number {
  return Math.max(smallest, Number(bytes.toPrecision(2)))
}

function makePayload(service: string, bytes: number): Buffer {
  const head = `{"service":"${service}","items":[`
  const tail = '],"padding":""}'
  const count = Math.max(0, Math.floor((bytes - head.length - tail.length) / itemBytes))
  const items = Array.from({ length: count }, (_, index) => itemOf(index)).join(',')
  const missing = Math.max(0, bytes - head.length - items.length - tail.length)
  return Buffer.from(`${head}${items}],"padding":"${'x'.repeat(missing)}"}`)
}

/** 119 bytes, and the comma after it. */
function itemOf(index: number): string {
  const id = String(10_000_000 + index)
  const item = {
    id,
    name: `Article ${id}`,
    price: { amount: 1995, currency: 'EUR' },
    stock: 12,
    tag: '',
  }
  const short = JSON.stringify(item)
  return JSON.stringify({ ...item, tag: 'n'.repeat(Math.max(0, itemBytes - 1 - short.length)) })
}
