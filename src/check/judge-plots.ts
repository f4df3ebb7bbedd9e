import type { Plot } from '../document/document.ts'
import { placeOf } from '../document/span.ts'
import type { JudgedPlot } from '../evidence/verdicts.ts'
import { follow, selectMember } from '../graph/select.ts'
import type { Value } from '../graph/value.ts'
import { type Message, report } from '../message/message.ts'
import { drawableOf, drawingOf } from './drawing.ts'
import { drawnRecord } from './drawn-record.ts'
import { matrixOf } from './judge-matrix.ts'
import { valueOfName } from './named.ts'
import { verdictPlace } from './places.ts'
import type { Results } from './seen.ts'
import { cureOfUnknown } from './unknown-name.ts'

/** Every plot of a document with what it draws; one of nothing, or of what cannot be drawn, is an error. */
export function judgePlots(
  results: Results,
  path: string,
): { plots: JudgedPlot[]; messages: Message[] } {
  const messages: Message[] = []
  const plots = (results.project.documents.get(path)?.document.plots ?? []).map((plot) => {
    const judged = judgePlot(results, path, plot)
    if (judged.message) messages.push(judged.message)
    return {
      place: verdictPlace(plot.span),
      words: plot.words,
      name: nameOf(plot),
      ...judged.verdict,
      ...(judged.message ? { verdict: 'fails' as const, reason: judged.message.text } : {}),
    }
  })
  return { plots, messages }
}

const nameOf = ({ name, member }: Plot): string => (member === '' ? name : `${name}.${member}`)

interface Judged {
  verdict: Pick<JudgedPlot, 'provenance' | 'verdict' | 'reason' | 'drawing' | 'decision'>
  message: Message | null
}

function judgePlot(results: Results, path: string, plot: Plot): Judged {
  const place = placeOf(path, plot.span)
  const found = valueOfName(results, path, plot.name)
  const provenance = found?.provenance ?? 'calculated'
  const nothing = { provenance, drawing: null, decision: null } as const
  if (found === null) {
    const cure = cureOfUnknown(results.project, path, plot.name)
    const message = cure === null ? null : report('plot-unknown', place, { name: plot.name, cure })
    const reason = 'the code that it rests on cannot be read'
    return { verdict: { ...nothing, verdict: 'untested', reason }, message }
  }
  const { standing, reason, value } = found
  if (value === null || value.kind === 'none')
    return {
      verdict: { ...nothing, verdict: 'untested', reason: reason ?? 'nothing came out' },
      message: null,
    }
  const decision = decisionOf(results, path, plot)
  if (decision)
    return { verdict: { ...nothing, verdict: standing, reason, decision }, message: null }
  const drawing = drawn(plot, value)
  return typeof drawing === 'string'
    ? {
        verdict: { ...nothing, verdict: 'fails', reason: drawing },
        message: report('plot-value', place, { name: nameOf(plot), why: drawing }),
      }
    : { verdict: { ...nothing, verdict: standing, reason, drawing }, message: null }
}

/** The matrix of the record that the name leads to; null where it leads elsewhere. */
function decisionOf(results: Results, path: string, plot: Plot): JudgedPlot['decision'] {
  const record = drawnRecord(results.project, path, plot)
  const matrix = record ? matrixOf(results, record, []) : null
  return record && matrix ? { path: record.path, title: record.document.title, matrix } : null
}

function drawn({ name, member }: Plot, value: Value) {
  const revived = drawableOf(value)
  const selection = selectMember(name, member, revived)
  if ('unknown' in selection) return `it has no member ${selection.unknown}`
  return drawingOf(follow({ [name]: revived }, selection.target))
}
