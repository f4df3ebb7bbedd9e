import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, posix } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** One request for a file of the site. */
export interface Asked {
  folder: string
  base: string
  path: string
  response: ServerResponse
  bodyless: boolean
  /** Whether who asks can unpack. */
  packed: boolean
  /** What each page gets before its end. */
  script: string
}

/** Answers with a file, with the page of a folder, or with the site's own page for what is missing. */
export async function answer(asked: Asked): Promise<void> {
  const { folder, base, path, response, bodyless, packed, script } = asked
  if (path === '/' && base !== '/') return redirect(response, base)
  const inside = decode(path, base)
  const found = inside === null ? null : await findFile(folder, inside)
  if (found?.missesSlash) return redirect(response, `${path}/`)
  const file = found?.file ?? join(folder, '404.html')
  const status = found === null ? 404 : 200
  const type = types[extname(file)] ?? 'application/octet-stream'
  const isPacked = packed && /^text\/|json|xml/.test(type)
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-cache',
    vary: 'accept-encoding',
    ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
  })
  if (bodyless) return void response.end()
  const body = type.startsWith('text/html')
    ? Readable.from([await pageWith(script, file)])
    : createReadStream(file)
  await (isPacked ? pipeline(body, createGzip(), response) : pipeline(body, response))
}

async function pageWith(script: string, file: string): Promise<string> {
  const page = await readFile(file, 'utf8').catch(() => 'Not found')
  return page.replace(/<\/body>|$/, (end) => script + end)
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location })
  response.end()
}

/** The path below the base; null for one outside, or one that steps out of the folder. */
function decode(path: string, base: string): string | null {
  if (!`${path}/`.startsWith(base)) return null
  try {
    const inside = posix.normalize(`/${decodeURIComponent(path.slice(base.length))}`)
    return inside.includes('\0') || inside.includes('\\') ? null : inside
  } catch {
    return null
  }
}

async function findFile(
  folder: string,
  inside: string,
): Promise<{ file: string; missesSlash: boolean } | null> {
  const file = join(folder, inside)
  const seen = await stat(file).catch(() => null)
  if (seen?.isFile()) return { file, missesSlash: false }
  const index = join(file, 'index.html')
  const page = await stat(index).catch(() => null)
  return page?.isFile() ? { file: index, missesSlash: !inside.endsWith('/') } : null
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.pdf': 'application/pdf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}
