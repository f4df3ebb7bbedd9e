import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { glob, type Loader, type LoaderContext } from 'astro/loaders'
import { parseMarkdown } from '../document/markdown.ts'
import { pageId, pagePatterns } from './address.ts'
import { createDigest } from './digest.ts'
import { readHistory } from './history.ts'
import { readPageHead } from './page-head.ts'
import { readRecordFacts } from './record-facts.ts'
import { editAddress, readSettings } from './settings.ts'
import { documentOfFile, verdictsFolder } from './verdicts.ts'

/**
 * Records, calculations, services and written pages as one collection. Two chained loaders would
 * delete each other's entries, so one glob reads all of them, and what front matter would hold in a
 * page of its own (title, edit link, last change) is read from the text and from git.
 */
export function documentsLoader(): Loader {
  return {
    name: 'holdfast-documents',
    load: async (context) => {
      const root = fileURLToPath(context.config.root)
      const history = readHistory(root)
      const digest = createDigest(root, history)
      const files = glob({
        base: '.',
        pattern: pagePatterns,
        generateId: ({ entry }) => pageId(entry) ?? entry,
      })
      await files.load({
        ...context,
        parseData: withHead(context, root, history),
        generateDigest: (data) => context.generateDigest(digest(data)),
      })
      watchVerdicts(context, root)
    },
  }
}

type Parse = LoaderContext['parseData']

/** Front matter wins over what the text says of itself. */
function withHead(context: LoaderContext, root: string, history: Map<string, Date>): Parse {
  const settings = readSettings(root)
  return (entry) => {
    const path = relative(root, entry.filePath ?? '').replaceAll('\\', '/')
    const text = entry.filePath === undefined ? '' : readFileSync(entry.filePath, 'utf8')
    const { title, description } = readPageHead(parseMarkdown(text))
    const facts = readRecordFacts(path, text)
    const changed = history.get(path)
    const data = {
      title,
      description,
      editUrl: editAddress(settings, path) ?? false,
      ...(changed === undefined ? {} : { lastUpdated: changed }),
      ...(facts === null ? {} : { sidebar: { label: `${facts.number} ${facts.name}` } }),
      ...entry.data,
      holdfast: { path, facts },
    }
    return context.parseData({ ...entry, data })
  }
}

/** A new verdict is a change of its document: the page is drawn anew, though its text stayed. */
function watchVerdicts({ watcher }: LoaderContext, root: string): void {
  if (watcher === undefined) return
  watcher.add(verdictsFolder(root))
  const redraw = (file: string): void => {
    const path = documentOfFile(root, file)
    if (path !== null) watcher.emit('change', join(root, path))
  }
  watcher.on('add', redraw)
  watcher.on('change', redraw)
}
