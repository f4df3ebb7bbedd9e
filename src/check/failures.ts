import { placeOf } from '../document/span.ts'
import { mostRanges } from '../graph/survey.ts'
import { type Message, type Place, report } from '../message/message.ts'
import type { Failure, JobDocument } from '../run/job.ts'
import { reachable } from './freshness.ts'
import type { Project } from './project.ts'

/** Code that failed while it was evaluated → messages at its place. */
export function failureMessages(project: Project, failures: Failure[]): Message[] {
  const broken = brokenDocuments(project, failures)
  const isCause = ({ path }: Failure): boolean =>
    reachable(project, path).every((each) => each === path || !broken.has(each))
  const messages = failures.filter(isCause).map((failure) => messageOf(project, failure))
  const byIdentity = new Map(
    messages.map((message) => [
      `${message.path} ${message.line} ${message.column} ${message.id}`,
      message,
    ]),
  )
  return [...byIdentity.values()]
}

/** What imports one of these fails with it: the message about the root cause is enough. */
const brokenDocuments = ({ documents, imports }: Project, failures: Failure[]): Set<string> =>
  new Set([
    ...failures.filter(({ kind }) => kind === 'threw' || kind === 'broke').map(({ path }) => path),
    ...[...documents].flatMap(([path, { whole }]) =>
      whole.unreadable || !imports.has(path) ? [path] : [],
    ),
  ])

function messageOf(project: Project, failure: Failure): Message {
  const { path, line, column, text } = failure
  const place = { path, line, column }
  switch (failure.kind) {
    case 'threw':
      return threw(project, failure)
    case 'unstable':
      return report('calculation-unstable', firstFence(project, path), { text })
    case 'broke':
      return report('calculation-broke', firstFence(project, path), { text })
    case 'too-many-ranges':
      return report('too-many-ranges', statementOf(project, failure), {
        what: text,
        most: mostRanges,
      })
    case 'not-thrown':
      return report('not-thrown', place, { part: partOf(project, failure), text })
  }
}

function threw(project: Project, { path, line, column, text }: Failure): Message {
  const place = line === 1 && column === 1 ? firstFence(project, path) : { path, line, column }
  const worldly = text.match(/^WorldlyError: (\S+)/)?.[1]
  if (worldly !== undefined) return report('calculation-worldly', place, { name: worldly })
  const missing = text.match(/^ReferenceError: (\S+) is not defined$/)?.[1]
  const compiled = project.documents.get(path)
  const isLater =
    missing !== undefined &&
    compiled &&
    ([...compiled.recorded.values()].flat().includes(missing) ||
      compiled.whole.names.some(({ name }) => name === missing))
  return isLater
    ? report('calculation-not-derived', place, { name: missing })
    : report('calculation-threw', place, { text: text.replace(/^Refused: /, '') })
}

function partOf(project: Project, { path, line }: Failure): JobDocument['throws'][number]['part'] {
  const fence = project.documents.get(path)?.document.fences.find(({ span }) => span.line === line)
  return fence?.use.use === 'throws' ? fence.use.part : ''
}

/** Where the name is stated that the failure begins with. */
function statementOf(project: Project, { path, text }: Failure): Place {
  const { document, whole } = project.documents.get(path) ?? {}
  const name = text.split(' ')[0]
  const claim = document?.claims.find((each) => each.name === name)
  const span = claim?.textSpan ?? whole?.expectations.find((each) => each.name === name)?.span
  return span ? placeOf(path, span) : firstFence(project, path)
}

/** Where something is about a document's code as a whole: its first fence that is evaluated. */
function firstFence(
  project: Project,
  path: string,
): { path: string; line: number; column: number } {
  const fences = project.documents.get(path)?.document.fences ?? []
  const first = fences.find(({ use }) => use.use === 'calculation' || use.use === 'derived')
  return { path, line: first?.span.line ?? 1, column: first?.span.column ?? 1 }
}
