import { styleText } from 'node:util'
import type { Message, Severity } from '../message/message.ts'
import type { Printing } from './print.ts'
import { frame } from './print-frame.ts'

const colours = { error: 'red', warning: 'yellow', note: 'cyan' } as const satisfies Record<
  Severity,
  string
>

/** Each message as people read it; an editor finds the place in the first line, the cure stands last. */
export function printText({ messages, textOf, colour }: Printing): string {
  const known = new Map<string, string[]>()
  const linesOf = (path: string): string[] => {
    const lines = known.get(path) ?? linesIn(textOf(path) ?? '')
    known.set(path, lines)
    return lines
  }
  return messages
    .map((message) => `${printMessage(message, linesOf(message.path), colour)}\n`)
    .join('\n')
}

const linesIn = (text: string): string[] => text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)

function printMessage(message: Message, source: string[], colour: boolean): string {
  const { path, line, column, severity, id } = message
  const paint = (style: Parameters<typeof styleText>[0], words: string): string =>
    colour ? styleText(style, words, { validateStream: false }) : words
  // An error is what is expected here, so only the milder ones say what they are.
  const weight = severity === 'error' ? '' : `${severity} `
  const place = paint('bold', `${plain(path)}:${line}:${column}`)
  const lines = [`${place} ${paint(colours[severity], weight + id)}: ${plain(message.text)}`]
  const framed = frame(message, source)
  if (framed !== null) {
    lines.push(
      framed.code,
      `${framed.gutter}${paint(colours[severity], framed.carets)}${asideOf(message)}`,
    )
  } else if (message.aside !== undefined) {
    lines.push(`  ${plain(message.aside)}`)
  }
  for (const note of message.notes ?? []) lines.push(`  ${plain(note)}`)
  lines.push(`  ${paint('green', 'cure:')} ${plain(message.cure)}`)
  return lines.join('\n')
}

const asideOf = ({ aside }: Message): string => (aside === undefined ? '' : ` ${plain(aside)}`)

/** A document must not steer the terminal: line breaks become spaces, other control characters are shown. */
export function plain(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/\p{Cc}/gu, (character) => (character === '\t' ? ' ' : visible(character)))
}

/** Unicode has a picture for each of the first 32 control characters. */
export function visible(character: string): string {
  const code = character.charCodeAt(0)
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\u2421'
}
