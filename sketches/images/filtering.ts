import sharp from 'sharp'
import { type FilterProgram, startFilterProgram } from './filter-program.ts'
import type { Output } from './plan.ts'
import { arrange, encode, type Made, make, type Picture } from './transformation.ts'

/** Makes an output with its filter on the cores or, where there is a program for one, on a device. */
export interface Filtering {
  make(picture: Picture, output: Output): Promise<Made>
}

/** Without a program the library filters on the cores: slower perhaps, never differently than it says. */
export function openFiltering(program: string[] | null): Filtering {
  if (program === null) return { make }
  let running: Promise<FilterProgram> | null = null
  return {
    async make(picture, output) {
      if (output.filter === null) return make(picture, output)
      const { data, info } = await arrange(picture, output)
        .toColourspace('srgb')
        .raw()
        .toBuffer({ resolveWithObject: true })
      const { width, height, channels } = info
      try {
        running ??= startFilterProgram(program)
        const made = await (await running).apply(output.filter, { data, width, height, channels })
        return await encode(sharp(made.data, { raw: { width, height, channels } }), output)
      } catch (error) {
        // A device that has failed once is not trusted again: the next attempt starts it anew.
        await running?.then(
          (each) => each.close(),
          () => {},
        )
        running = null
        throw new DeviceFailure(String(error))
      }
    },
  }
}

/** No fault of the picture: the job is tried again. */
export class DeviceFailure extends Error {}
