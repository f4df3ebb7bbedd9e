import { defineCollection } from 'astro:content'
import { docsSchema } from '@astrojs/starlight/schema'
import { z } from 'astro/zod'
import { documentsLoader } from './site/loader.ts'

const facts = z.object({
  number: z.string(),
  name: z.string(),
  status: z.string(),
  successors: z.array(z.string()),
  date: z.string(),
  deciders: z.string(),
  tags: z.array(z.string()),
  affects: z.array(z.string()),
})

export const collections = {
  docs: defineCollection({
    loader: documentsLoader(),
    schema: docsSchema({
      extend: z.object({
        holdfast: z.object({ path: z.string(), facts: facts.nullable() }).optional(),
      }),
    }),
  }),
}
