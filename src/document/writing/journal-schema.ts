import { z } from 'zod'

const Text = z.string().nullable()

/** Everything that a command means to write, laid down whole before the first file changes. */
export const Journal = z.strictObject({
  schema: z.literal(1),
  id: z.string(),
  /** Back, where one of the files could not be written. */
  direction: z.enum(['forward', 'back']),
  /** Folders that are made for it, the outer ones first. */
  folders: z.array(z.string()),
  /** Texts with their byte order marks; null where there is no file. */
  files: z.array(
    z.strictObject({ path: z.string(), before: Text, after: Text, mode: z.number().nullable() }),
  ),
})
export type Journal = z.infer<typeof Journal>
