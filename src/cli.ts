import packageJson from '../package.json' with { type: 'json' }
import { commandLine, readArguments } from './command/arguments.ts'
import type { ExitCode, Output } from './command/command.ts'
import { commands } from './command/commands.ts'
import { helpOf, overview } from './command/help.ts'
import { print } from './command/print.ts'
import { findRoot, userFolder } from './command/root.ts'
import { isColoured } from './command/standing.ts'
import { finishKilled, refusalOf } from './command/unfinished.ts'
import { SettingsError, settingsFile } from './document/settings.ts'
import { UnreadableText } from './document/writing/marked.ts'
import { WritingError } from './document/writing/writing-error.ts'
import { type Message, report } from './message/message.ts'

const words = process.argv.slice(2)
const output = outputOf(process.stdout, process.stderr)
const { stopped, exitCode: exitCodeOf } = watchForEnd()
endWithReader()
keepQuietAboutExperiments()
const code = await main()
await Promise.all([process.stdout, process.stderr].map(written))
process.exit(exitCodeOf(code))

async function main(): Promise<ExitCode> {
  const call = readArguments(words, commands)
  if (call.kind === 'refused') return refuse(call.message)
  if (call.kind === 'version') {
    output.write(`${packageJson.version}\n`)
    return 0
  }
  if (call.kind === 'help') {
    output.write(call.command === null ? overview(commands) : helpOf(call.command))
    return 0
  }
  const { command, operands, flags } = call
  const folder = userFolder()
  const root = findRoot(folder)
  if (root === null) {
    const place = { path: 'holdfast', line: 1, column: 1, length: 'holdfast'.length }
    return refuse(report('root-missing', place, { folder }))
  }
  try {
    await finishKilled({ root, output })
    const { run } = await command.load()
    return await run({ root, folder, operands, flags, stopped, output, refuse })
  } catch (error) {
    return refuse(refusalFor(error))
  }
}

/** What a person can mend; anything else is a mistake of ours, and shows its stack. */
function refusalFor(error: unknown): Message {
  if (error instanceof WritingError) return refusalOf(error)
  if (error instanceof UnreadableText) {
    const place = { path: error.path, line: 1, column: 1 }
    return report('document-unreadable', place, { why: 'it is not valid UTF-8' })
  }
  if (!(error instanceof SettingsError)) throw error
  const place = { path: settingsFile, line: 1, column: 1 }
  return report('settings-wrong', place, { text: error.message })
}

/** The call itself was wrong: shown as everything else, the command line being the text that the place is in. */
function refuse(message: Message): ExitCode {
  const textOf = (path: string): string | null => (path === 'holdfast' ? commandLine(words) : null)
  const { text } = print('text', { messages: [message], textOf, colour: output.colour })
  output.complain(text)
  return 2
}

function outputOf(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Output {
  return {
    write: (text) => stdout.write(text),
    complain: (text) => stderr.write(text),
    isTerminal: stderr.isTTY === true,
    colour: isColoured(),
  }
}

/**
 * Ctrl-C, a signal, or the end of whoever started us aborts the command, which then ends what it
 * started; what was meant to run until then has done its work and answers 0. A second signal, later than the copy that a terminal sends to the whole group, does not wait.
 */
function watchForEnd(): { stopped: AbortSignal; exitCode: (code: number) => number } {
  const numbers = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const
  const controller = new AbortController()
  let number: number | null = null
  let firstMs = 0
  const end = (code: number): void => {
    if (number !== null && Date.now() - firstMs > 1_000) process.exit(code)
    number ??= code
    firstMs ||= Date.now()
    controller.abort()
  }
  for (const [signal, code] of Object.entries(numbers)) process.on(signal, () => end(code))
  process.on('disconnect', () => end(numbers.SIGTERM))
  process.channel?.unref()
  return { stopped: controller.signal, exitCode: (code) => (code === 0 ? 0 : (number ?? code)) }
}

/** `holdfast list | head`: whoever reads has seen enough. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(141)
  })
}

/** A pipe takes in only what its reader has room for: whoever ends before the rest is gone cuts it off. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()))
}

/** Node calls its stripping of types experimental. It is locked to one version here, and tested with it. */
function keepQuietAboutExperiments(): void {
  process.removeAllListeners('warning')
  process.on('warning', ({ name, message }) => {
    if (name !== 'ExperimentalWarning') output.complain(`${name}: ${message}\n`)
  })
}
