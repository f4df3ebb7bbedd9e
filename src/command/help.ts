import type { Command, Flag } from './command.ts'

const helpFlag: Flag = { name: 'help', value: null, summary: 'shows this and does nothing' }

/** What `holdfast --help` shows: every command in a line. */
export function overview(commands: readonly Command[]): string {
  return [
    'Decisions whose numbers are checked.',
    '',
    'Usage: holdfast COMMAND [flags]',
    '',
    'Commands',
    ...columns(commands.map((command) => [usage(command), command.summary])),
    '',
    'holdfast COMMAND --help shows the flags of a command.',
    'Exit codes: 0 all holds; 1 something fails or is stale; 2 the call was wrong;',
    '3 the machine was too noisy to measure, or lacks what an experiment needs.',
    '',
  ].join('\n')
}

/** What `holdfast check --help` shows. */
export function helpOf(command: Command): string {
  const flags = [...command.flags, helpFlag]
  return [
    `holdfast ${command.name} ${command.summary}.`,
    '',
    `Usage: holdfast ${usage(command)}${command.flags.length > 0 ? ' [flags]' : ''}`,
    '',
    'Flags',
    ...columns(flags.map((flag) => [flagUsage(flag), flag.summary])),
    '',
  ].join('\n')
}

export const usage = (command: Command): string =>
  `${command.name} ${command.operands.shown}`.trimEnd()

/** `--format text|json|github`, `--port <number>`, `--force`. */
export function flagUsage(flag: Flag): string {
  if (flag.value === null) return `--${flag.name}`
  return `--${flag.name} ${flag.choices?.join('|') ?? `<${flag.value}>`}`
}

function columns(rows: [string, string][]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
