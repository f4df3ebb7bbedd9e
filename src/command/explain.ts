import { existsSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { type Explanation, explain } from '../check/explain.ts'
import { report } from '../message/message.ts'
import type { Context, ExitCode } from './command.ts'

/** How a value came about, down to its inputs, and what rests on it. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, operands, output, refuse } = context
  const [asked] = operands
  if (!asked) throw new Error('the table of commands asks for a place')
  const explanations = await explain(root, placeFromRoot(context, asked.text))
  if ('meant' in explanations)
    return refuse(report('place-unknown', asked.place, { written: asked.text, ...explanations }))
  output.write(explanations.map(printExplanation).join('\n'))
  return 0
}

/** Paths count from the folder that the user is in; one that is not there may come from a message, which counts from the root. */
function placeFromRoot({ root, folder }: Context, place: string): string {
  const [, path, rest = ''] = place.match(/^(.+\.md)([:#].*)?$/) ?? []
  if (path === undefined || !existsSync(resolve(folder, path))) return place
  return relative(root, resolve(folder, path)).split(sep).join('/') + rest
}

function printExplanation({ subject, claim, derivation, moves, dependents }: Explanation): string {
  const lines = [`${subject.name} = ${subject.value}  ${subject.path}:${subject.line}`]
  if (claim) lines.push(`  stated as [${claim.text}], accepts ${claim.accepts}: ${claim.verdict}`)
  if (derivation.length > 0)
    lines.push(
      'how it came about',
      ...columns(derivation.map(({ text, path, line }) => [text, `${path}:${line}`])),
    )
  if (moves.length > 0)
    lines.push(
      'what moves it (a range to its ends, a value to half and double)',
      ...columns(
        moves.map(({ input, text, low, high, path, line }) => [
          `${input}, ${text}`,
          `${low.text} to ${high.text}`,
          `${path}:${line}`,
        ]),
      ),
    )
  if (dependents.length > 0)
    lines.push(
      'what rests on it',
      ...columns(
        dependents.map(({ text, verdict, path, line, column }) => [
          `[${text}]`,
          verdict,
          `${path}:${line}:${column}`,
        ]),
      ),
    )
  return `${lines.join('\n')}\n`
}

/** Rows with their cells below each other. */
function columns(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows.map(
    (row) =>
      `  ${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ')}`,
  )
}
