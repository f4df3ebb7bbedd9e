import { Refusal } from './refusal.ts'

export type OutputFormat = 'jpeg' | 'png' | 'webp' | 'avif'
export type Filter = 'grayscale' | 'blur' | 'sharpen' | 'median'

/** One result of a job. */
export interface Output {
  name: string
  /** Null for the size of the original. With a height, the picture is cut to fill; without, it keeps its shape. */
  width: number | null
  height: number | null
  format: OutputFormat
  filter: Filter | null
}

export const defaultPlan =
  'resized:1600:webp,filtered:1600:jpeg:sharpen,thumbnail:200x200:avif,preview:400:png'

const outputsMax = 8
const edgeMax = 8_192
const pattern =
  /^(?<name>[a-z][a-z0-9-]{0,31}):(?:full|(?<width>\d{1,5})(?:x(?<height>\d{1,5}))?):(?<format>jpeg|png|webp|avif)(?::(?<filter>grayscale|blur|sharpen|median))?$/

/** `thumbnail:200x200:avif,page:1600:webp:sharpen` → two outputs. */
export function planFrom(text: string): Output[] {
  const outputs = text.split(',').map(outputFrom)
  if (outputs.length > outputsMax)
    throw new Refusal(400, 'plan', `The plan has ${outputs.length} outputs, expected ${outputsMax}`)
  const names = new Set(outputs.map(({ name }) => name))
  if (names.size < outputs.length)
    throw new Refusal(400, 'plan', 'Two outputs of the plan have one name')
  return outputs
}

function outputFrom(text: string): Output {
  const found = pattern.exec(text)?.groups
  if (found === undefined)
    throw new Refusal(
      400,
      'plan',
      `Unexpected output ${text.slice(0, 100)}, expected name:size:format or name:size:format:filter, such as thumbnail:200x200:avif or page:full:webp:sharpen`,
    )
  const edge = (digits: string | undefined) => (digits === undefined ? null : Number(digits))
  const [width, height] = [edge(found.width), edge(found.height)]
  for (const length of [width, height])
    if (length !== null && (length < 1 || length > edgeMax))
      throw new Refusal(
        400,
        'plan',
        `Unexpected edge of ${length} pixels, expected 1 to ${edgeMax}`,
      )
  return {
    name: found.name ?? '',
    width,
    height,
    format: found.format as OutputFormat,
    filter: (found.filter as Filter | undefined) ?? null,
  }
}
