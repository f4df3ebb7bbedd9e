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
