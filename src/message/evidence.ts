import { says } from './template.ts'

/** What measuring finds. */
export const evidenceMessages = {
  'experiment-failed': says<{ text: string }>(
    'error',
    ({ text }) => `this experiment failed: ${text}`,
    () => 'mend it; no result is kept of a run that failed',
  ),
  'experiment-leaked': says<{ what: string }>(
    'error',
    ({ what }) => `this experiment left something behind, which was ended or removed: ${what}`,
    () =>
      'hold what it starts and writes with await using, so that it is released at the end of the fence',
  ),
  'experiment-littered': says<{ what: string }>(
    'warning',
    ({ what }) =>
      `while this experiment ran, ${what} appeared in the project, where its next run finds it`,
    () =>
      'if the experiment wrote it, write to the temporary folder of the run and delete what was left',
  ),
  'experiment-changed': says<Record<never, never>>(
    'error',
    () =>
      'something that this experiment rests on was changed while it ran, so that its runs do not belong together',
    () => 'run holdfast measure again',
  ),
  'experiment-empty': says<Record<never, never>>(
    'error',
    () =>
      'this measured fence records nothing: it declares no name at its top level, or only using ones',
    () => 'declare a const for what was seen, and claim it',
  ),
  'experiment-value': says<{ name: string }>(
    'error',
    ({ name }) =>
      `${name} was not recorded: in every run it has to be a finite quantity or number, a boolean, a text, a distribution that is not empty or a plain object of these`,
    () =>
      'give the part of it that the claim is about a name of its own, which every run leaves behind',
  ),
  'claim-stale': says<{ name: string; reason: string }>(
    'error',
    ({ name, reason }) => `${name} is stale: ${reason}`,
    () => 'run holdfast measure',
  ),
  'claim-untested': says<{ name: string; reason: string }>(
    'warning',
    ({ name, reason }) => `${name} is untested: ${reason}`,
    () => 'run holdfast measure',
  ),
  'evidence-unwritten': says<{ why: string; documents: number }>(
    'error',
    ({ why, documents }) =>
      `what was found cannot be kept, for ${documents === 1 ? 'this document' : `${documents} documents`}: ${why}`,
    () => 'make room on the disk, or let this user write below .holdfast',
  ),
  'proof-unnoticed': says<{ stated: string; changed: string; name: string }>(
    'error',
    ({ stated, changed }) =>
      `this claim cannot fail: with ${changed} instead of ${stated} nothing was found`,
    ({ name }) => `state more narrowly what ${name} is`,
  ),
  'proof-elsewhere': says<{ changed: string; elsewhere: string }>(
    'error',
    ({ changed, elsewhere }) =>
      `with ${changed} here, the check fails elsewhere or more than once: ${elsewhere}`,
    () => 'report this: a failure must stand at the statement that is wrong',
  ),
  'proof-impossible': says<{ stated: string }>(
    'error',
    ({ stated }) => `no number in the place of ${stated} would fail`,
    () => 'state a number or a bound that something could break',
  ),
  'claim-rests-on-nothing': says<{ name: string }>(
    'error',
    ({ name }) => `${name} rests on no input: whatever the world is like, this holds`,
    () =>
      "bring its values in with q('…') and a source, or compare it with something else than itself",
  ),
  'bound-unbreakable': says<{ stated: string }>(
    'error',
    ({ stated }) => `nothing that could be measured would break ${stated}`,
    () => 'state a bound that a worse result would break',
  ),
}
