import { type CollectionEntry, getCollection } from 'astro:content'

type Documents = Promise<CollectionEntry<'docs'>[]>

let known: Documents | undefined

/** Every page of the site. A build draws hundreds of pages that each ask for all, and none of them changes meanwhile. */
export function allDocuments(): Documents {
  if (!import.meta.env.PROD) return load()
  known ??= load()
  return known
}

/** In the order of their addresses: the collection has them in the order in which they happened to be read. */
async function load(): Documents {
  const all: { id: string }[] = await getCollection('docs')
  return all.sort((a, b) => (a.id < b.id ? -1 : 1))
}
