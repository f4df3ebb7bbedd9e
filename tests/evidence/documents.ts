import { type MeasureResult, measure } from '../../src/check/measure.ts'
import { type RunLimits, usualRunLimits } from '../../src/run/experiment.ts'

/** A document with one experiment; `body` is its code, `claims` its prose. */
export const experiment = (
  body: string,
  claims: string,
  calculation = "const limit = q('100 ms') // source: a test",
): string =>
  `# An experiment

\`\`\`ts
${calculation}
\`\`\`

The limit is [100 ms](calc:limit).

\`\`\`ts measured
${body}
\`\`\`

${claims}
`

/** An experiment that only counts: quick, and the same on every machine. */
export const quick = experiment(
  "import { quantity } from 'holdfast/quantity'\nconst taken = quantity(40, 'ms')",
  'It takes [at most 50 ms](measured:taken).',
)

/** Limits that a test can wait for. */
export const limits: RunLimits = { ...usualRunLimits, seconds: 30 }

/** For a run that does not let go by itself; one that does would need more on a busy machine. */
export const leaking = { graceSeconds: 1 }

/** Measures what is stale in a project. */
export const measureAll = (root: string, given: Partial<RunLimits> = {}): Promise<MeasureResult> =>
  measure({
    root,
    paths: [],
    force: false,
    limits: { ...limits, ...given },
    patience: { secondsAtOnce: 0, secondsInAll: 0 },
    signal: new AbortController().signal,
    onProgress: () => {},
  })
