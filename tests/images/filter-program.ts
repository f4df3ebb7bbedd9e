import { readSync, writeSync } from 'node:fs'

// Speaks what a filter program speaks, and filters nothing: it turns each byte round, so that its touch is seen.
const [crashesAt = '0'] = process.argv.slice(2)

function frame(header: object, data: Uint8Array): void {
  const text = Buffer.from(JSON.stringify({ ...header, bytes: data.length }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.length)
  const whole = Buffer.concat([length, text, data])
  for (let at = 0; at < whole.length; ) at += writeSync(1, whole, at)
}

function take(bytes: number): Buffer {
  const taken = Buffer.alloc(bytes)
  for (let at = 0; at < bytes; ) {
    const read = readSync(0, taken, at, bytes - at, null)
    if (read === 0) process.exit(0)
    at += read
  }
  return taken
}

frame({ name: 'a device for tests', jobs: 1 }, Buffer.alloc(0))
for (;;) {
  const header = JSON.parse(take(take(4).readUInt32LE()).toString())
  const data = take(header.bytes)
  if (header.width === Number(crashesAt)) process.kill(process.pid, 'SIGKILL')
  frame(
    {},
    data.map((value) => 255 - value),
  )
}
