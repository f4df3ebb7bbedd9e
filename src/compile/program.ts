import type { Span } from '../document/document.ts'
import type { Message } from '../message/message.ts'
import type { Expectation } from './expectations.ts'

/** A value that the author puts in: `q('10,000 clients')` or `law('100 to 500 ms')`. */
export interface Input {
  kind: 'q' | 'law'
  /** The const that it initialises, else its place: `line 31`. */
  name: string
  /** The names that its statement declares; none for a bare expression, null for what decides or repeats. */
  within: string[] | null
  /** What stands between the quotes. */
  text: string
  /** Arguments behind the text, as code; only laws have them. */
  rest: string
  span: Span
  origin: { kind: 'source' | 'assumed'; text: string } | null
}

/** An import of values: of another document, of a model or, in measured fences, of anything. */
export interface Import {
  from: string
  /** `imported` is `*` for all of a module, `default` for its default. */
  names: { imported: string; local: string; span: Span }[]
  span: Span
  /** The text behind `from`, quotes included. */
  fromSpan: Span
  /** Whether another document is meant, by its `.md`. */
  isDocument: boolean
}

/** A scope of code that is run as one: the calculation with what is derived, or one measured fence. */
export interface Program {
  /** As many lines as the document, types blanked, every character in its column. */
  code: string
  /** The same with its types. */
  typed: string
  names: DeclaredName[]
  statements: Statement[]
  imports: Import[]
  inputs: Input[]
  /** Every identifier that its code mentions, and those in statements that decide or repeat. */
  mentions: string[]
  guards: string[]
  /** Where `export` stands: the word before a declaration, or a whole list. */
  exports: { start: number; end: number }[]
  expectations: Expectation[]
  problems: Message[]
  /** The compiler finds the same and says it better; set when no tree could be made. */
  unreadable: boolean
}

/** A statement of the top level that is no import, with what would have to be known to run it. */
export interface Statement {
  line: number
  start: number
  end: number
  /** The names that it declares. */
  names: string[]
  /** Every identifier in it. */
  mentions: string[]
  /** Decides, repeats or changes things in place, so that it may concern any name. */
  acts: boolean
}

export interface DeclaredName {
  name: string
  span: Span
  /** `using` names are released at the end of their fence, and not recorded. */
  using: boolean
  /** Exported by the author's own words. */
  exported: boolean
  /** The code of its value, on one line; '' for functions and classes. */
  value: string
  /** Identifiers in that code. */
  uses: string[]
}
