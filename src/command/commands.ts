import type { Command, Flag, Operands } from './command.ts'
import { formats } from './print.ts'

const none: Operands = { shown: '', least: 0, most: 0 }
const paths: Operands = { shown: '[paths]', least: 0, most: Number.POSITIVE_INFINITY }
const one = (shown: string): Operands => ({ shown, least: 1, most: 1 })
const port: Flag = {
  name: 'port',
  value: 'number',
  summary: 'the first port to try; the next free one is taken',
}

const recordFolder: Flag = {
  name: 'folder',
  value: 'folder',
  summary: 'the folder of the records, where there are several',
}

/**
 * Every command and flag. The help, the reference, the reading of arguments and the nearest name
 * for a mistyped one are all made from this table.
 */
export const commands: readonly Command[] = [
  {
    name: 'start',
    summary: 'checks, builds and serves a preview, then measures and refreshes it',
    operands: none,
    flags: [port],
    load: () => import('./start.ts'),
  },
  {
    name: 'check',
    summary: 'parses, type-checks and calculates the documents, and judges every claim',
    operands: paths,
    flags: [
      { name: 'watch', value: null, summary: 'checks again whenever something changes' },
      {
        name: 'changed',
        value: null,
        summary: 'only what differs from where this branch began, and what rests on it',
      },
      { name: 'complete', value: null, summary: 'an untested claim fails, as before publishing' },
      {
        name: 'format',
        value: 'name',
        choices: formats,
        summary: 'for people, for programs, or as annotations on GitHub',
      },
    ],
    load: () => import('./check.ts'),
  },
  {
    name: 'measure',
    summary: 'runs the experiments whose results are missing or stale',
    operands: paths,
    flags: [{ name: 'force', value: null, summary: 'measures again what is still fresh' }],
    load: () => import('./measure.ts'),
  },
  {
    name: 'prove',
    summary: 'shows that every claim can fail, and lists the given and the insensitive ones',
    operands: paths,
    flags: [],
    load: () => import('./prove.ts'),
  },
  {
    name: 'accept',
    summary: 'rewrites stated numbers that differ from what came out, and says how to undo it',
    operands: paths,
    flags: [],
    load: () => import('./accept.ts'),
  },
  {
    name: 'sync',
    summary: 'rewrites file= fences to what their files say',
    operands: paths,
    flags: [],
    load: () => import('./sync.ts'),
  },
  {
    name: 'explain',
    summary: 'tells how a value came about and what rests on it',
    operands: one('PLACE'),
    flags: [],
    load: () => import('./explain.ts'),
  },
  {
    name: 'dev',
    summary: 'serves the site and follows every change of a document',
    operands: none,
    flags: [port],
    load: () => import('./dev.ts'),
  },
  {
    name: 'build',
    summary: 'builds the site into dist, unless a claim fails, is stale or is untested',
    operands: none,
    flags: [],
    load: () => import('./build.ts'),
  },
  {
    name: 'preview',
    summary: 'serves what holdfast build built last',
    operands: none,
    flags: [port],
    load: () => import('./preview.ts'),
  },
  {
    name: 'new',
    summary: 'begins a decision record with the next free number and the template',
    operands: one('"TITLE"'),
    flags: [
      { name: 'story', value: 'text', summary: 'what brought this up' },
      { name: 'deciders', value: 'names', summary: 'who decides' },
      recordFolder,
    ],
    load: () => import('./new.ts'),
  },
  {
    name: 'supersede',
    summary: 'begins the successor of one record or several, which are marked once it is accepted',
    operands: { shown: 'NNN… "TITLE"', least: 2, most: 20 },
    flags: [
      { name: 'part', value: null, summary: 'they are superseded in part, and stay in force' },
      recordFolder,
    ],
    load: () => import('./supersede.ts'),
  },
  {
    name: 'status',
    summary: 'shows the status of a record, or changes it and marks what it supersedes',
    operands: { shown: 'NNN [STATUS]', least: 1, most: 2 },
    flags: [
      { name: 'by', value: 'NNN', summary: 'the successor of a record that becomes superseded' },
      recordFolder,
    ],
    load: () => import('./status.ts'),
  },
  {
    name: 'renumber',
    summary: 'gives a record another number and rewrites what cites it',
    operands: { shown: 'NNN|FILE [NUMBER]', least: 1, most: 2 },
    flags: [recordFolder],
    load: () => import('./renumber.ts'),
  },
  {
    name: 'list',
    summary: 'lists the decision records',
    operands: none,
    flags: [
      {
        name: 'status',
        value: 'status',
        choices: ['proposed', 'accepted', 'rejected', 'deprecated', 'superseded'],
        summary: 'only those with this status',
      },
      { name: 'tag', value: 'tag', summary: 'only those with this tag' },
      { name: 'text', value: 'words', summary: 'only those in which all of these words stand' },
      { name: 'format', value: 'format', choices: ['text', 'json'], summary: 'how they are shown' },
    ],
    load: () => import('./list.ts'),
  },
  {
    name: 'import',
    summary: 'takes over a folder of decision records in any known dialect',
    operands: one('FOLDER'),
    flags: [recordFolder],
    load: () => import('./import.ts'),
  },
  {
    name: 'export',
    summary: 'writes the records as a folder of MADR 4, and adrs.json',
    operands: one('FOLDER'),
    flags: [recordFolder],
    load: () => import('./export.ts'),
  },
  {
    name: 'schema',
    summary: 'prints the JSON Schemas of what the command and the files of evidence hold',
    operands: none,
    flags: [],
    load: () => import('./schema.ts'),
  },
  {
    name: 'sketch',
    summary: 'starts one of the services for a person, until Ctrl-C',
    operands: one('NAME'),
    flags: [],
    load: () => import('./sketch.ts'),
  },
  {
    name: 'setup',
    summary: 'installs what the lock file names, Node included, and nothing else',
    operands: none,
    flags: [],
    load: () => import('./setup.ts'),
  },
]
