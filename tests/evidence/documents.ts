import { type MeasureResult, measure } from '../../src/check/measure.ts'
import { usualRunLimits } from '../../src/run/experiment.ts'

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

/** Measures what is stale in a project, with limits that a test can wait for. */
export const measureAll = (root: string, seconds = 30): Promise<MeasureResult> =>
  measure({
    root,
    paths: [],
    force: false,
    limits: { ...usualRunLimits, seconds, graceSeconds: 1 },
    patience: { secondsAtOnce: 0, secondsInAll: 0 },
    signal: new AbortController().signal,
    onProgress: () => {},
  })
