import { z } from 'zod'

const kind = z.enum(['record', 'calculation', 'report', 'page'])

/** What `holdfast.config.ts` may say; without one, the layout of this repository holds. */
export const Settings = z.strictObject({
  /** Folders of documents and what they are for; the longest match counts. */
  folders: z.record(z.string(), kind).default({
    adrs: 'record',
    calculations: 'calculation',
    'src/content/docs': 'page',
    'src/content/docs/report': 'report',
  }),
  records: z
    .strictObject({
      /** Rules for records that do not hold below a folder, each with the reason. */
      off: z
        .array(
          z.strictObject({
            folder: z.string(),
            rule: z.string(),
            reason: z.string().trim().min(1),
          }),
        )
        .default([]),
    })
    .default({ off: [] }),
  /** Names whose version numbers are no claims: `Node 26`, `HTTP/2`. */
  products: z.array(z.string()).default([]),
  nouns: z
    .strictObject({
      /** Plural → singular where no rule gives it, and nouns in -s that are no plural → themselves. */
      plurals: z.record(z.string(), z.string()).default({}),
      /** Singular → the singular that is meant: `operation` → `op`. */
      aliases: z.record(z.string(), z.string()).default({}),
    })
    .default({ plurals: {}, aliases: {} }),
})

export type Settings = z.infer<typeof Settings>
