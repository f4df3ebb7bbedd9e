import { type Message, report } from '../message/message.ts'
import { nearest } from '../message/nearest.ts'
import type { Argument, Command, Flag } from './command.ts'

export type Call =
  | { kind: 'help'; command: Command | null }
  | { kind: 'version' }
  | { kind: 'refused'; message: Message }
  | { kind: 'run'; command: Command; operands: Argument[]; flags: Map<string, Argument> }

const ownName = 'holdfast'

/** `['check', '--format=json', 'adrs']` → the command, its flags and its operands, or what is wrong with the call. */
export function readArguments(words: string[], commands: readonly Command[]): Call {
  const [first, ...rest] = placed(words)
  if (first === undefined) return refused(report('command-missing', endOf(words).place, {}))
  if (first.text === 'help') return readHelp(rest, commands)
  if (first.text === '--help' || first.text === '-h') return { kind: 'help', command: null }
  if (first.text === '--version') return { kind: 'version' }
  const command = commands.find(({ name }) => name === first.text)
  if (command === undefined) return unknownCommand(first, commands)
  return readRest(command, rest, words)
}

/** The command line as one text, so that messages have a place in it: `holdfast check --format json`. */
export function commandLine(words: string[]): string {
  return [ownName, ...words.map(quoted)].join(' ')
}

const quoted = (word: string): string => (/^[^\s"'\\]+$/.test(word) ? word : JSON.stringify(word))

function placed(words: string[]): Argument[] {
  return words.map((text, index) => {
    const column = commandLine(words.slice(0, index)).length + 2
    return { text, place: { path: ownName, line: 1, column, length: quoted(text).length } }
  })
}

function endOf(words: string[]): Argument {
  const place = { path: ownName, line: 1, column: commandLine(words).length + 1, length: 1 }
  return { text: '', place }
}

const refused = (message: Message): Call => ({ kind: 'refused', message })

function readHelp([topic]: Argument[], commands: readonly Command[]): Call {
  if (topic === undefined) return { kind: 'help', command: null }
  const command = commands.find(({ name }) => name === topic.text)
  return command === undefined ? unknownCommand(topic, commands) : { kind: 'help', command }
}

function unknownCommand(word: Argument, commands: readonly Command[]): Call {
  const meant = nearest(
    word.text.replace(/^-+/, ''),
    commands.map(({ name }) => name),
  )
  const cure = meant === null ? 'holdfast --help lists the commands' : `holdfast ${meant}`
  return refused(report('command-unknown', word.place, { written: word.text, cure }))
}

function readRest(command: Command, words: Argument[], all: string[]): Call {
  const flags = new Map<string, Argument>()
  const operands: Argument[] = []
  const queue = [...words]
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word.text === '--help' || word.text === '-h') return { kind: 'help', command }
    if (word.text === '--') {
      operands.push(...queue.splice(0))
    } else if (!word.text.startsWith('-') || word.text === '-') {
      operands.push(word)
    } else {
      const found = readFlag({ command, word, next: queue[0], end: endOf(all) })
      if ('kind' in found) return found
      const flag = `--${found.flag.name}`
      if (flags.has(found.flag.name)) return refused(report('flag-repeated', word.place, { flag }))
      flags.set(found.flag.name, found.value)
      if (found.tookNext) queue.shift()
    }
  }
  return wrongOperand(command, operands, endOf(all)) ?? { kind: 'run', command, operands, flags }
}

interface FlagAt {
  command: Command
  word: Argument
  next: Argument | undefined
  end: Argument
}

/** `--port 80` and `--port=80` alike; `tookNext` where the value was a word of its own. */
function readFlag(at: FlagAt): { flag: Flag; value: Argument; tookNext: boolean } | Call {
  const { command, word } = at
  const [, written = '', attached] = /^([^=]+)(?:=(.*))?$/s.exec(word.text) ?? []
  const flag = command.flags.find(({ name }) => `--${name}` === written)
  if (flag === undefined) return unknownFlag(command, word, written)
  if (flag.value === null) {
    if (attached === undefined) return { flag, value: { ...word, text: '' }, tookNext: false }
    return refused(
      report('flag-value-unexpected', word.place, { flag: written, written: attached }),
    )
  }
  const value = attached === undefined ? at.next : { ...word, text: attached }
  if (value === undefined || value.text === '' || value.text.startsWith('--')) {
    const expected = flag.choices?.join(' or ') ?? flag.value
    return refused(
      report('flag-value-missing', (value ?? at.end).place, { flag: written, value: expected }),
    )
  }
  if (flag.choices && !flag.choices.includes(value.text)) {
    const choices = flag.choices.join(' or ')
    return refused(
      report('flag-value-unknown', value.place, { flag: written, written: value.text, choices }),
    )
  }
  return { flag, value, tookNext: attached === undefined }
}

function unknownFlag(command: Command, word: Argument, written: string): Call {
  const names = ['help', ...command.flags.map(({ name }) => name)]
  const meant = nearest(written.replace(/^-+/, ''), names)
  const cure =
    meant === null ? `holdfast ${command.name} --help lists the flags` : `write --${meant}`
  return refused(report('flag-unknown', word.place, { written, command: command.name, cure }))
}

function wrongOperand(command: Command, operands: Argument[], end: Argument): Call | null {
  const { shown, least, most } = command.operands
  if (operands.length < least) {
    return refused(report('operand-missing', end.place, { command: command.name, operand: shown }))
  }
  const extra = operands[most]
  if (extra === undefined) return null
  return refused(
    report('operand-unexpected', extra.place, {
      written: extra.text,
      command: command.name,
      operands: shown === '' ? 'nothing' : `only ${shown}`,
    }),
  )
}
