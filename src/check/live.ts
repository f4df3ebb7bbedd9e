import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Compiled } from '../compile/compile.ts'
import type { Input, Program } from '../compile/program.ts'
import type { Claim } from '../document/document.ts'
import { type Live, type LiveClaim, type LiveNumber, liveVersion } from '../evidence/live.ts'
import type { Verdicts } from '../evidence/verdicts.ts'
import type { JobImport, Value } from '../graph/value.ts'
import type { Interval } from '../quantity/accepted.ts'
import { decide } from '../quantity/decide.ts'
import { type Computed, withUnit } from '../quantity/judge.ts'
import type { Nouns } from '../quantity/nouns.ts'
import { findNumerals, type Numeral } from '../quantity/numeral.ts'
import { isProblem } from '../quantity/problem.ts'
import type { Stated } from '../quantity/stated.ts'
import { isRefusal } from '../quantity/unit.ts'
import { write } from '../quantity/write.ts'
import { amountsOf } from './amounts.ts'
import { reachable } from './freshness.ts'
import { computedOf } from './judge-number.ts'
import { endsOf } from './judge-statement.ts'
import type { Project } from './project.ts'
import { answerOf, type Results, seenByClaim } from './seen.ts'
import { statedBy } from './stated-by.ts'

/** A document as its reader's browser runs it; null where its code cannot be evaluated. */
export function liveOf(results: Results, path: string, { claims }: Verdicts): Live | null {
  const { project } = results
  const compiled = project.documents.get(path)
  const imports = project.imports.get(path)
  if (!compiled || !imports || compiled.whole.unreadable) return null
  const whole = compiled.wholeForm !== null && isMeasured(results, path)
  const program = whole ? compiled.whole : compiled.calculation
  return {
    schema: liveVersion,
    path,
    body: ((whole && compiled.wholeForm) || compiled.calculationForm).body,
    imports: (whole ? imports.whole : imports.calculation).map((each) =>
      importOf(project.root, each),
    ),
    inputs: program.inputs.map((input) => inputOf(input, program, results.nouns)),
    recorded: whole ? recordedIn(results, compiled) : {},
    nouns: project.settings.nouns,
    claims: compiled.document.claims.flatMap((claim, index) => {
      const anchor = claims[index]?.anchor
      const live = anchor === undefined ? null : claimOf(results, path, { claim, index, anchor })
      return live && (whole || claim.scheme === 'calc') ? [live] : []
    }),
  }
}

function inputOf({ kind, name, text, span, origin }: Input, program: Program, nouns: Nouns) {
  const named = program.names.some((each) => each.name === name)
  const { line, column } = span
  const stated = { kind, name, text, line, column, named, origin }
  const reading = kind === 'law' ? null : amountsOf(text, nouns)
  if (reading === null || isRefusal(reading)) return { ...stated, unit: null, factors: [] }
  return { ...stated, unit: reading.unit.name, factors: factorsOf(text, nouns) }
}

/** `500 ms to 2 s` → 0.001 and 1: what the text is with other numbers in it. */
function factorsOf(text: string, nouns: Nouns): number[] {
  const [low, high = low] = findNumerals(text)
  if (!low || !high) return []
  const isRange = low !== high
  const probe = [low.scale, 1e6 * high.scale]
  const reading = amountsOf(write({ text, low, high, isRange }, probe), nouns)
  if (isRefusal(reading)) return []
  const ends = isRange ? [reading.low, reading.high] : [reading.low]
  return ends.map((end, at) => end / (probe[at] ?? 1))
}

/** Whether everything that was to be measured in its reach has a result, fresh or stale. */
const isMeasured = ({ project, states }: Results, path: string): boolean =>
  reachable(project, path).every((each) =>
    (states.get(each) ?? []).every(({ experiment }) => experiment?.result),
  )

/** Addresses of modules are those of this machine; what is kept names the file. */
const importOf = (root: string, each: JobImport): Live['imports'][number] =>
  each.kind === 'document'
    ? each
    : { kind: 'module', file: relative(root, fileURLToPath(each.url)).replaceAll('\\', '/') }

/** What was recorded, without the distributions that no code looks into. */
function recordedIn(
  { project, states }: Results,
  { document, whole }: Compiled,
): Record<string, Value> {
  const used = new Set([...whole.mentions, ...namesImportedFrom(project, document.path)])
  const recorded = (states.get(document.path) ?? []).flatMap(({ experiment }) =>
    Object.entries(experiment?.result ?? {}),
  )
  return Object.fromEntries(recorded.filter(([name]) => used.has(name)))
}

const namesImportedFrom = ({ documents, imports }: Project, path: string): string[] =>
  [...documents.values()].flatMap(({ document, whole }) =>
    whole.imports.flatMap(({ names }, index) => {
      const target = imports.get(document.path)?.whole[index]
      return target?.kind === 'document' && target.path === path
        ? names.map(({ imported }) => imported)
        : []
    }),
  )

interface Placed {
  claim: Claim
  index: number
  anchor: string
}

/** Null for what was measured, and for what came to nothing: no input moves it. */
function claimOf(
  results: Results,
  path: string,
  { claim, index, anchor }: Placed,
): LiveClaim | null {
  const answer = answerOf(results, path, results.asked.get(path)?.claims[index])
  const seen = seenByClaim(results, path, { claim, index })
  if (!answer?.target || !seen?.value || seen.provenance === 'measured') return null
  const accepts = acceptsOf(results, claim, { ...seen, value: seen.value })
  if (!accepts) return null
  const { text } = claim
  return { anchor, text, given: seen.provenance === 'given', target: answer.target, accepts }
}

type SeenValue = NonNullable<ReturnType<typeof seenByClaim>> & { value: Value }

function acceptsOf({ nouns }: Results, claim: Claim, seen: SeenValue): LiveClaim['accepts'] | null {
  const { value } = seen
  if (value.kind === 'none') return null
  if (value.kind === 'json') return { kind: 'json', expected: value.json }
  const stated = statedBy(claim, nouns)
  if (isProblem(stated)) return null
  const computed: Computed =
    value.kind === 'law' ? { unit: value.unit, ...endsOf(value) } : computedOf(stated, seen, value)
  const decision = decide(stated, computed)
  if (isProblem(decision)) return null
  return numberOf(stated, decision, 'low' in computed)
}

function numberOf(
  stated: Stated,
  { region, factor }: { region: Record<'whole' | 'low' | 'high', Interval>; factor: number },
  isUncertain: boolean,
): LiveNumber {
  const { refuted, isRange, relation, low, high, lowFactor } = stated
  const [before = '', after = ''] = withUnit(stated, '0').split('0')
  const isValue = relation === 'equal' || relation === 'about'
  return {
    kind: 'number',
    refuted,
    isRange,
    factor,
    lowFactor,
    region: { whole: ends(region.whole), low: ends(region.low), high: ends(region.high) },
    follows: !refuted && isValue && isRange === isUncertain,
    low: numeral(low),
    high: numeral(high),
    before,
    after,
  }
}

const numeral = ({ start, end, scale, place }: Numeral) => ({ start, end, scale, place })

const ends = ({ low, high, open }: Interval) => ({
  low: Number.isFinite(low) ? low : null,
  high: Number.isFinite(high) ? high : null,
  ...(open === undefined ? {} : { open }),
})
