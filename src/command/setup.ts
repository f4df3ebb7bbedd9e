import type { Context, ExitCode } from './command.ts'

/** The way in has installed everything before any command is loaded; nothing is left to do here. */
export async function run({ output }: Context): Promise<ExitCode> {
  output.write(`Already set up: Node ${process.versions.node}\n`)
  return 0
}
