import type { Message } from '../message/message.ts'

/** 0 all holds; 1 something fails or is stale; 2 the call was wrong; 3 the machine was too noisy to measure, or lacks what an experiment needs. */
export type ExitCode = 0 | 1 | 2 | 3

export interface Flag {
  /** Without the dashes. */
  name: string
  /** What stands for the value in the help, such as `port`; null for a flag that takes none. */
  value: string | null
  /** The closed list of values, where there is one. */
  choices?: readonly string[]
  summary: string
}

export interface Operands {
  /** As the help shows them: `[paths]`, `NAME`; empty where there are none. */
  shown: string
  least: number
  most: number
}

/** One command as the table lists it: enough for the help, the reference and the reading of arguments. */
export interface Command {
  name: string
  summary: string
  operands: Operands
  flags: readonly Flag[]
  /** Loaded only when it runs, so that the others start fast. */
  load: () => Promise<{ run: Run }>
}

export type Run = (context: Context) => Promise<ExitCode>

/** All that a command knows of its call. */
export interface Context {
  root: string
  /** Where the user stands; paths are read from there. */
  folder: string
  operands: Argument[]
  /** The value of each flag that was written, with its place; an empty text where it takes none. */
  flags: ReadonlyMap<string, Argument>
  /** Aborted when the user or the system asks us to end. */
  stopped: AbortSignal
  output: Output
  /** What is wrong with an argument, told at its place in the command line. */
  refuse: (message: Message) => ExitCode
}

export interface Argument {
  text: string
  place: { path: string; line: number; column: number; length: number }
}

export interface Output {
  write: (text: string) => void
  /** For progress and for what is wrong with the call itself. */
  complain: (text: string) => void
  /** Somebody watches the progress. */
  isTerminal: boolean
  colour: boolean
}
