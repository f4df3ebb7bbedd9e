import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pagePatterns } from './address.ts'
import { liveDocuments } from './live-documents.ts'
import { verdictsFile } from './verdicts.ts'

type Digested = Record<string, unknown> | string

/**
 * Astro draws a page anew only if the digest of its text differs, and it is told the text alone. A page
 * also rests on its verdicts, its history, whether its inputs can be turned, where the site is published and this code itself, so all of
 * these go in; which file a text came from is looked up by the text.
 */
export function createDigest(root: string, history: Map<string, Date>): (data: Digested) => string {
  const surroundings = [hashOfCode(root), ...publication()]
  let pathsOfText = readTexts(root)
  return (data) => {
    const text = typeof data === 'string' ? data : JSON.stringify(data)
    if (!pathsOfText.has(text)) pathsOfText = readTexts(root)
    const paths = pathsOfText.get(text) ?? []
    const seen = paths.map((path) => [
      path,
      hashOfFile(verdictsFile(root, path)),
      history.get(path),
      liveDocuments(root, path) !== null,
    ])
    return JSON.stringify([text, seen, surroundings])
  }
}

function readTexts(root: string): Map<string, string[]> {
  const paths = new Map<string, string[]>()
  for (const path of globSync(pagePatterns, { cwd: root }).sort()) {
    const text = readFileSync(join(root, path), 'utf8')
    paths.set(text, [...(paths.get(text) ?? []), path.replaceAll('\\', '/')])
  }
  return paths
}

function publication(): string[] {
  const { HOLDFAST_BASE = '', HOLDFAST_REPOSITORY = '', HOLDFAST_BRANCH = '' } = process.env
  return [HOLDFAST_BASE, HOLDFAST_REPOSITORY, HOLDFAST_BRANCH]
}

function hashOfCode(root: string): string {
  const files = globSync(['src/site/**/*.ts', 'package-lock.json'], { cwd: root }).sort()
  return hash(files.map((file) => hashOfFile(join(root, file))).join())
}

function hashOfFile(file: string): string {
  return existsSync(file) ? hash(readFileSync(file)) : 'none'
}

function hash(content: string | NodeJS.ArrayBufferView): string {
  return createHash('sha256').update(content).digest('hex')
}
