import { nearest } from '../message/nearest.ts'
import type { FenceUse } from './document.ts'

/** Languages that are shown and not run. */
export const shownLanguages = 'diff http json md mermaid sh sql text yaml'.split(' ')

/** Words that may stand behind `ts`, with what follows each. */
export const fenceWords = {
  hidden: 'ts hidden',
  measured: 'ts measured, or ts measured 30d',
  derived: 'ts derived',
  sketch: 'ts sketch "why it is not run"',
  refused: 'ts refused TS2345',
  throws: 'ts throws "part of the message"',
  'file=': 'ts file=sketches/chat/room.ts#publish',
} as const

/** What is wrong with a fence's opening line, and how it should read. */
export interface UseProblem {
  id: 'fence-language' | 'fence-word' | 'fence-argument'
  written: string
  cure: string
}

/** `ts`, `measured 30d` → `{ use: 'measured', freshDays: 30 }`; anything outside the closed list is a problem. */
export function readFenceUse(language: string, info: string): FenceUse | UseProblem {
  if (shownLanguages.includes(language))
    return info === '' ? { use: 'shown', language } : noArgument(language, info)
  if (language !== 'ts') return wrongLanguage(language, info)
  if (info === '') return { use: 'calculation', hidden: false }
  const word = info.match(/^[^\s=]*=?/)?.[0] ?? ''
  return readWord(word, info.slice(word.length).trim(), info)
}

function readWord(word: string, argument: string, info: string): FenceUse | UseProblem {
  switch (word) {
    case 'hidden':
      return argument === ''
        ? { use: 'calculation', hidden: true }
        : wrongArgument(info, fenceWords.hidden)
    case 'derived':
      return argument === '' ? { use: 'derived' } : wrongArgument(info, fenceWords.derived)
    case 'measured':
      return readMeasured(argument, info)
    case 'sketch':
      return (
        withText(argument, (reason) => ({ use: 'sketch', reason })) ??
        wrongArgument(info, fenceWords.sketch)
      )
    case 'throws':
      return (
        withText(argument, (part) => ({ use: 'throws', part })) ??
        wrongArgument(info, fenceWords.throws)
      )
    case 'refused':
      return /^TS\d+$/.test(argument)
        ? { use: 'refused', code: argument }
        : wrongArgument(info, fenceWords.refused)
    case 'file=':
      return readFile(argument, info)
    default:
      return wrongWord(word, info)
  }
}

function readMeasured(argument: string, info: string): FenceUse | UseProblem {
  if (argument === '') return { use: 'measured', freshDays: null }
  const days = argument.match(/^([1-9]\d{0,3})d$/)?.[1]
  return days === undefined
    ? wrongArgument(info, fenceWords.measured)
    : { use: 'measured', freshDays: Number(days) }
}

function readFile(argument: string, info: string): FenceUse | UseProblem {
  const parts = argument.match(/^([^\s#]+\.[a-z]+)(?:#([\w-]+))?$/)
  const file = parts?.[1]
  return file === undefined
    ? wrongArgument(info, fenceWords['file='])
    : { use: 'file', file, region: parts?.[2] ?? null }
}

/** `"a reason"` → what `make` makes of `a reason`; null where quotes or text are missing. */
function withText(argument: string, make: (text: string) => FenceUse): FenceUse | null {
  const text = argument.match(/^"([^"]*\S[^"]*)"$/)?.[1]
  return text === undefined ? null : make(text)
}

const wrongArgument = (info: string, form: string): UseProblem => ({
  id: 'fence-argument',
  written: `ts ${info}`,
  cure: `write ${form}`,
})

const noArgument = (language: string, info: string): UseProblem => ({
  id: 'fence-argument',
  written: `${language} ${info}`,
  cure: `write ${language} alone`,
})

function wrongWord(word: string, info: string): UseProblem {
  // `title=` belongs to other tools, and is no misspelt `file=`.
  const isForeign = word === 'calculation' || (word.endsWith('=') && !word.startsWith('f'))
  const known = isForeign ? null : nearest(word, Object.keys(fenceWords))
  const form = known === null ? null : fenceWords[known as keyof typeof fenceWords]
  const all = Object.keys(fenceWords).join(', ')
  const cure =
    word === 'calculation'
      ? 'write ts alone: that is a calculation'
      : form === null
        ? `write ts alone, or one of: ${all}`
        : `write ${form}`
  return { id: 'fence-word', written: `ts ${info}`, cure }
}

const typescriptNames = ['typescript', 'tsx', 'mts', 'cts', 'js', 'javascript', 'jsx', 'mjs']

function wrongLanguage(language: string, info: string): UseProblem {
  const written = info === '' ? language : `${language} ${info}`
  if (language === '')
    return {
      id: 'fence-language',
      written: 'no language',
      cure: `name one: ts, ${shownLanguages.join(', ')}`,
    }
  const lower = language.toLowerCase()
  const meant = typescriptNames.includes(lower) ? 'ts' : nearest(lower, ['ts', ...shownLanguages])
  const cure = meant === null ? `use one of: ts, ${shownLanguages.join(', ')}` : `write ${meant}`
  return { id: 'fence-language', written, cure }
}
