/** Where a text stops being JSON, and what stands there; null where it is JSON from end to end. */
export interface JsonProblem {
  offset: number
  found: string
  expected: string
}

/** The platform decides what JSON is, but says the place in no form that can be relied on. */
export function findJsonProblem(text: string): JsonProblem | null {
  try {
    JSON.parse(text)
    return null
  } catch {
    return firstProblem(text)
  }
}

function firstProblem(text: string): JsonProblem {
  try {
    return problemAt(text, readValue(text, 0), 'nothing more')
  } catch (error) {
    if (error instanceof Stopped) return error.problem
    throw error
  }
}

class Stopped extends Error {
  readonly problem: JsonProblem

  constructor(problem: JsonProblem) {
    super(problem.expected)
    this.problem = problem
  }
}

const blank = /[ \t\n\r]*/y
const string = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/uy
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])/y
const word = /(?:true|false|null)\b/y

/** Reads one value and answers the offset behind it. */
function readValue(text: string, from: number): number {
  const start = skip(text, from)
  const mark = text[start]
  if (mark === '{') return readList(text, start, { close: '}', item: readMember })
  if (mark === '[') return readList(text, start, { close: ']', item: readValue })
  const end = match(string, text, start) ?? match(number, text, start) ?? match(word, text, start)
  if (end === null) throw new Stopped(problemAt(text, start, 'a value'))
  return end
}

interface List {
  close: string
  item: (text: string, from: number) => number
}

function readList(text: string, start: number, { close, item }: List): number {
  const first = skip(text, start + 1)
  if (text[first] === close) return first + 1
  for (let at = item(text, first); ; at = item(text, at)) {
    const next = skip(text, at)
    if (text[next] === close) return next + 1
    if (text[next] !== ',') throw new Stopped(problemAt(text, next, `, or ${close}`))
    at = next + 1
  }
}

function readMember(text: string, from: number): number {
  const start = skip(text, from)
  const end = match(string, text, start)
  if (end === null) throw new Stopped(problemAt(text, start, 'a name in double quotes'))
  const colon = skip(text, end)
  if (text[colon] !== ':') throw new Stopped(problemAt(text, colon, ':'))
  return readValue(text, colon + 1)
}

const skip = (text: string, from: number): number => match(blank, text, from) ?? from

function match(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : null
}

function problemAt(text: string, from: number, expected: string): JsonProblem {
  const offset = skip(text, from)
  const found = text.slice(offset).match(/^[\w.+-]+|^\S/u)?.[0] ?? 'the end'
  return { offset, found, expected }
}
