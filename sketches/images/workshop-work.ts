import sharp from 'sharp'
import { sharpenInJavascript } from './javascript-filter.ts'
import { type Output, planFrom } from './plan.ts'
import { arrange, encode, type Made, make, type Picture, prepareLibrary } from './transformation.ts'

/** With the library, which works beside the event loop, or with a filter in JavaScript, which works on it. */
export type Kind = 'library' | 'javascript'

export interface WorkOrder {
  original: Uint8Array
  kind: Kind
  plan: string
  pixelsMax: number
}

let isPrepared = false

/** Answers how many bytes came out. */
export async function work({ original, kind, plan, pixelsMax }: WorkOrder): Promise<number> {
  if (!isPrepared) prepareLibrary(1)
  isPrepared = true
  const { buffer, byteOffset, byteLength } = original
  const picture = { original: Buffer.from(buffer, byteOffset, byteLength), pixelsMax }
  let bytes = 0
  for (const output of planFrom(plan)) {
    const made = kind === 'library' ? make(picture, output) : makeInJavascript(picture, output)
    bytes += (await made).bytes.length
  }
  return bytes
}

/** The same but for its filter, which is ours. */
async function makeInJavascript(picture: Picture, output: Output): Promise<Made> {
  const { data, info } = await arrange(picture, output).raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const made = sharpenInJavascript({ data, width, height, channels })
  return encode(sharp(made.data, { raw: { width, height, channels } }), output)
}
