import { type Device, startFilterProgram } from './filter-program.ts'

/**
 * What the given program says of its device; null without a program. None comes with this service, so that here
 * the filters run on the cores, and nothing that is said of a GPU has been tested.
 */
export async function describeGpu(program: string[] | null): Promise<Device | null> {
  if (program === null) return null
  const running = await startFilterProgram(program)
  running.close()
  return running.device
}
