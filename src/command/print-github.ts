import type { Message, Severity } from '../message/message.ts'
import type { Printing } from './print.ts'
import { printText } from './print-text.ts'

/** GitHub shows ten annotations of a step and drops the others without a word. */
const annotationsOfAStep = 10

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const
const order: Record<Severity, number> = { error: 0, warning: 1, note: 2 }

/** Annotations on the lines of the Markdown, the gravest first; all messages stand in the log and in the job's summary. */
export function printGithub(printing: Printing): { text: string; summary: string } {
  const { messages } = printing
  const gravest = messages.toSorted((a, b) => order[a.severity] - order[b.severity])
  const annotations = gravest.slice(0, annotationsOfAStep).map(annotation)
  const log = printText({ ...printing, colour: false })
  return { text: [...annotations, log].join('\n'), summary: summaryOf(messages) }
}

function annotation(message: Message): string {
  const { path, line, column, length, severity, id, text, cure } = message
  const end = length === undefined ? [] : [['endColumn', String(column + length)] as const]
  const properties = [
    ['file', path],
    ['line', String(line)],
    ['col', String(column)],
    ...end,
    ['title', id],
  ] as const
  const written = properties.map(([name, value]) => `${name}=${escapeProperty(value)}`).join(',')
  return `::${commands[severity]} ${written}::${escapeData(`${text}\ncure: ${cure}`)}`
}

function summaryOf(messages: readonly Message[]): string {
  if (messages.length === 0) return ''
  const rows = messages.map(({ path, line, column, severity, id, text, cure }) =>
    [`${path}:${line}:${column}`, `${severity} ${id}`, text, cure].map(escapeCell).join(' | '),
  )
  return ['| place | message | seen | cure |', '| --- | --- | --- | --- |']
    .concat(rows.map((row) => `| ${row} |`))
    .join('\n')
    .concat('\n')
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

const escapeCell = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\|<>`*_[\]&]/g, (mark) => `&#${mark.charCodeAt(0)};`)
