import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseMarkdown } from '../document/markdown.ts'
import { readPageHead } from './page-head.ts'

/** One runnable service below `sketches/`. */
export interface Service {
  name: string
  title: string
  text: string
  /** Id of its page; null where it has no README. */
  id: string | null
  /** Documents that measure it, as paths. */
  measuredIn: string[]
}

const notServices = new Set(['parts', 'drivers'])

/** Every folder below `sketches` but the ports and the drivers that services share. */
export function readServices(root: string): Service[] {
  return globSync('sketches/*/', { cwd: root })
    .map((folder) => folder.replaceAll('\\', '/').replace(/^sketches\/|\/$/g, ''))
    .filter(
      (name) =>
        !notServices.has(name) &&
        globSync('*.ts', { cwd: join(root, 'sketches', name) }).length > 0,
    )
    .sort()
    .map((name) => readService(root, name))
}

function readService(root: string, name: string): Service {
  const file = join(root, 'sketches', name, 'README.md')
  const measuredIn = globSync(['adrs/*.md', 'calculations/*.md', 'src/content/docs/**/*.md'], {
    cwd: root,
  })
    .filter((path) => readFileSync(join(root, path), 'utf8').includes(`sketches/${name}/`))
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
  if (!existsSync(file)) return { name, title: name, text: '', id: null, measuredIn }
  const head = readPageHead(parseMarkdown(readFileSync(file, 'utf8')))
  return {
    name,
    title: head.title || name,
    text: head.description,
    id: `services/${name}`,
    measuredIn,
  }
}
