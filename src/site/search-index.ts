import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { AstroIntegration } from 'astro'
import * as pagefind from 'pagefind'
import { type Item, readItem } from './cbor.ts'

const magic = 'pagefind_dcd'
const filtersAt = 3

/**
 * The search index lists the values of a filter in an order that differs from run to run. Two builds of
 * the same site are to be equal byte for byte, so the lists are put in order here, and the files, which
 * are named by what they hold, named anew.
 */
export function orderedSearch(): AstroIntegration {
  return {
    name: 'holdfast-search',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        await completeIndex(fileURLToPath(dir))
        orderIndex(join(fileURLToPath(dir), 'pagefind'))
      },
    },
  }
}

/**
 * The indexer is a process that is ended as soon as it has answered, and on a busy machine its last files are empty
 * then. What it would have written is asked for once more and written here.
 */
export async function completeIndex(site: string): Promise<void> {
  const folder = join(site, 'pagefind')
  const written = globSync('**/*.*', { cwd: folder })
  if (written.every((file) => statSync(join(folder, file)).size > 0)) return
  const { index } = await pagefind.createIndex()
  if (index === undefined) throw new Error('the search index cannot be made')
  await index.addDirectory({ path: site })
  for (const { path, content } of (await index.getFiles()).files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  await pagefind.close()
}

export function orderIndex(folder: string): void {
  if (!existsSync(join(folder, 'pagefind-entry.json'))) return
  const renamed = new Map<string, string>()
  for (const name of globSync('filter/*.pf_filter', { cwd: folder })) {
    const file = join(folder, name)
    const content = orderFilter(unpack(file))
    const old = name.replace(/^filter.|\.pf_filter$/g, '')
    const next = nameOf(content, old)
    renamed.set(old, next)
    rmSync(file)
    writeFileSync(join(folder, 'filter', `${next}.pf_filter`), pack(content))
  }
  for (const name of globSync('*.pf_meta', { cwd: folder })) orderMeta(folder, name, renamed)
}

/** A filter is `[name, [[value, [page, …]], …]]`. */
function orderFilter(bytes: Buffer): Buffer {
  const list = readItem(bytes).items[1]
  return list === undefined ? bytes : sortItems(bytes, list)
}

/** The table of contents is `[version, pages, chunks, [[filter, name of its file], …], …]`. */
function orderMeta(folder: string, name: string, renamed: Map<string, string>): void {
  const file = join(folder, name)
  let text = unpack(file).toString('latin1')
  for (const [old, next] of renamed) text = text.replaceAll(old, next)
  const bytes = Buffer.from(text, 'latin1')
  const list = readItem(bytes).items[filtersAt]
  const content = list === undefined ? bytes : sortItems(bytes, list)
  const old = name.replace(/^pagefind\.|\.pf_meta$/g, '')
  const next = nameOf(content, old)
  rmSync(file)
  writeFileSync(join(folder, `pagefind.${next}.pf_meta`), pack(content))
  const entry = join(folder, 'pagefind-entry.json')
  writeFileSync(entry, readFileSync(entry, 'utf8').replace(old, next))
}

function sortItems(bytes: Buffer, list: Item): Buffer {
  const [first, last] = [list.items[0], list.items.at(-1)]
  if (first === undefined || last === undefined) return bytes
  const parts = list.items.map(({ start, end }) => bytes.subarray(start, end))
  parts.sort(Buffer.compare)
  return Buffer.concat([bytes.subarray(0, first.start), ...parts, bytes.subarray(last.end)])
}

function unpack(file: string): Buffer {
  const bytes = gunzipSync(readFileSync(file))
  if (bytes.subarray(0, magic.length).toString() !== magic)
    throw new Error(`${file} is no search index of the kind that was expected`)
  return bytes.subarray(magic.length)
}

const pack = (content: Buffer): Buffer => gzipSync(Buffer.concat([Buffer.from(magic), content]))

/** `en_3af5cb6` and new content → a name of the same length, made from the content. */
function nameOf(content: Buffer, old: string): string {
  const language = old.replace(/_[^_]*$/, '_')
  const hash = createHash('sha256').update(content).digest('hex')
  return language + hash.slice(0, old.length - language.length)
}
