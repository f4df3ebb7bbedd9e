import { says } from './template.ts'

const none = says<Record<never, never>>

/** What can be wrong with a call of the author's commands. */
export const recordCommandMessages = {
  'record-not-found': says<{ written: string; cure: string }>(
    'error',
    ({ written }) => `there is no record ${written}`,
    ({ cure }) => cure,
  ),
  'record-ambiguous': says<{ written: string; paths: string }>(
    'error',
    ({ written, paths }) => `${written} could be ${paths}`,
    () => 'name the file',
  ),
  'record-folder': says<{ written: string; folders: string }>(
    'error',
    ({ written }) => `${written} is no folder of records`,
    ({ folders }) => `the folders of records are: ${folders}`,
  ),
  'title-empty': none(
    'error',
    () => 'a title without a letter or digit',
    () => 'write what is decided: holdfast new "Use PostgreSQL for sessions"',
  ),
  'status-refused': says<{ written: string; cure: string }>(
    'error',
    ({ written }) => `unexpected status ${written}`,
    ({ cure }) => cure,
  ),
  'status-absent': says<{ path: string; form: string }>(
    'error',
    ({ path }) => `${path} states no status that could be changed`,
    ({ form }) => `write ${form} below its heading`,
  ),
  'number-refused': says<{ written: string; why: string; cure: string }>(
    'error',
    ({ written, why }) => `${written} ${why}`,
    ({ cure }) => cure,
  ),
  'import-refused': says<{ written: string; why: string; cure: string }>(
    'error',
    ({ written, why }) => `${written} ${why}`,
    ({ cure }) => cure,
  ),
  'write-busy': says<{ pid: string }>(
    'error',
    ({ pid }) => `nothing was written: process ${pid} is writing documents`,
    () => 'wait until it has ended, and call the command again',
  ),
  'write-unfinished': says<{ why: string }>(
    'error',
    ({ why }) => `what a killed command left half written could not be put right: ${why}`,
    () =>
      'mend that and call the command again; or remove .holdfast/writing, and the files stay as they are',
  ),
  'write-finished': says<{ paths: string; done: string }>(
    'note',
    ({ paths, done }) => `a command was killed while it wrote; ${done} now: ${paths}`,
    () => 'nothing to do',
  ),
  'write-left': says<{ wanted: string; cure: string }>(
    'warning',
    ({ wanted }) =>
      `a command was killed before it ${wanted} this file, which has been changed by hand since`,
    ({ cure }) => `it stays as it is; ${cure}`,
  ),
  'write-failed': says<{ why: string }>(
    'error',
    ({ why }) => `nothing was written: ${why}`,
    () => 'look at the file and call the command again',
  ),
}
