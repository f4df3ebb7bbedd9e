import { type Proof, prove } from '../check/prove.ts'
import { writeProof } from '../evidence/proof.ts'
import type { Context, ExitCode } from './command.ts'
import { readPaths } from './paths.ts'
import { count } from './print-measuring.ts'
import { formatOf, show } from './show.ts'

/** Shows that every claim can fail. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, output, refuse } = context
  const paths = readPaths(context)
  if (!Array.isArray(paths)) return refuse(paths)
  const proof = await prove(root, paths)
  const { proven, claims, insensitive, unproven, messages } = proof
  const unclaimed = messages.filter(({ id }) => id === 'number-unclaimed').length
  const errors = messages.filter(({ severity }) => severity === 'error')
  if (paths.length === 0)
    await writeProof(root, {
      claims,
      proven,
      insensitive: insensitive.length,
      unproven: unproven.length,
      unclaimed,
    })
  show(context, errors, { claims, proven, unclaimed })
  if (formatOf(context) !== 'json') output.write(summary(proof, unclaimed))
  return errors.length > 0 ? 1 : 0
}

function summary(proof: Proof, unclaimed: number): string {
  const { proven, claims, insensitive, unproven, given } = proof
  const lines = [
    ...linesOfGiven(proof),
    ...insensitive.map(
      ({ path, line, column, text }) =>
        `${path}:${line}:${column} insensitive: no input at half or double moves it out of ${text}`,
    ),
    ...unproven.map(
      ({ path, line, column, text, seen }) =>
        `${path}:${line}:${column} not proven: ${text} is ${seen.standing === 'holds' ? 'failing' : seen.standing}`,
    ),
    `${proven} of ${count(claims, 'claim')} and expectations proven falsifiable, ${given.length} of them given, ${insensitive.length} insensitive, ${unclaimed} unclaimed`,
  ]
  return `${lines.join('\n')}\n`
}

/** `calculations/chat.md: 2 given: 10,000 clients, 100 ms (assumed)`. */
const linesOfGiven = ({ given }: Proof): string[] =>
  [...Map.groupBy(given, ({ path }) => path)].map(([path, all]) => {
    const texts = all.map(({ text, seen }) => (seen.assumed ? `${text} (assumed)` : text))
    return `${path}: ${all.length} given: ${texts.join(', ')}`
  })
