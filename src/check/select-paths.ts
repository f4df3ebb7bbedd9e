import { type Message, report } from '../message/message.ts'
import type { Project } from './project.ts'

/** The documents that the caller means: all, some by their path, or all below a folder. None is an error. */
export function selectPaths(
  { documents }: Project,
  asked: string[],
): { paths: string[]; messages: Message[] } {
  const all = [...documents.keys()]
  const messages: Message[] = []
  const nothing = (what: string): void => {
    messages.push(report('nothing-found', { path: what, line: 1, column: 1 }, { what }))
  }
  if (asked.length === 0) {
    if (all.length === 0) nothing('this project')
    return { paths: all, messages }
  }
  const paths = new Set<string>()
  for (const each of asked) {
    const wanted = each.replace(/^\.\//, '').replace(/\/$/, '')
    const found = all.filter(
      (path) => wanted === '.' || wanted === '' || path === wanted || path.startsWith(`${wanted}/`),
    )
    if (found.length === 0) nothing(each)
    for (const path of found) paths.add(path)
  }
  return { paths: all.filter((path) => paths.has(path)), messages }
}
