import { says } from './template.ts'

/** What can be wrong with a call of the command; the place is a place in the command line. */
export const commandMessages = {
  'command-unknown': says<{ written: string; cure: string }>(
    'error',
    ({ written }) => `unexpected ${written}, expected a command`,
    ({ cure }) => cure,
  ),
  'command-missing': says<Record<never, never>>(
    'error',
    () => 'nothing after holdfast, expected a command',
    () => 'holdfast --help lists the commands',
  ),
  'flag-unknown': says<{ written: string; command: string; cure: string }>(
    'error',
    ({ written, command }) => `unexpected ${written}, expected a flag of ${command}`,
    ({ cure }) => cure,
  ),
  'flag-value-missing': says<{ flag: string; value: string }>(
    'error',
    ({ flag, value }) => `nothing after ${flag}, expected ${value}`,
    ({ flag, value }) => `write ${flag} ${value}`,
  ),
  'flag-value-unexpected': says<{ flag: string; written: string }>(
    'error',
    ({ flag, written }) => `unexpected value ${written} of ${flag}, which takes none`,
    ({ flag }) => `write ${flag} alone`,
  ),
  'flag-value-unknown': says<{ flag: string; written: string; choices: string }>(
    'error',
    ({ flag, written }) => `unexpected value ${written} of ${flag}`,
    ({ flag, choices }) => `write ${flag} followed by ${choices}`,
  ),
  'flag-repeated': says<{ flag: string }>(
    'error',
    ({ flag }) => `${flag} stands twice, expected once`,
    ({ flag }) => `write ${flag} once`,
  ),
  'operand-missing': says<{ command: string; operand: string }>(
    'error',
    ({ command, operand }) => `nothing after ${command}, expected ${operand}`,
    ({ command }) => `holdfast ${command} --help shows what to write`,
  ),
  'operand-unexpected': says<{ written: string; command: string; operands: string }>(
    'error',
    ({ written, command, operands }) =>
      `unexpected ${written}, expected ${operands} after ${command}`,
    ({ command }) => `holdfast ${command} --help shows what to write`,
  ),
  'root-missing': says<{ folder: string }>(
    'error',
    ({ folder }) => `neither ${folder} nor a folder above it is a root of Holdfast`,
    () =>
      'go into the repository, or write a holdfast.config.ts with export default {} into the folder that is to be the root',
  ),
  'settings-wrong': says<{ text: string }>(
    'error',
    ({ text }) => text,
    () => 'the reference on holdfast.config.ts says what may stand in it',
  ),
  'place-unknown': says<{ written: string; meant: string }>(
    'error',
    ({ written }) => `no claim and no name at ${written}`,
    ({ meant }) =>
      `write ${meant === '' ? '' : `${meant}, if that was meant, or `}path:line of a claim or of a const, path#name, or a name`,
  ),
  'accept-in-ci': says<Record<never, never>>(
    'error',
    () => 'a number is accepted by a person, not by CI',
    () => 'run holdfast accept at your desk, read what it changed and commit that',
  ),
  'path-missing': says<{ written: string; folder: string }>(
    'error',
    ({ written, folder }) => `there is no ${written} in ${folder}`,
    () => 'name a file or folder as seen from the folder that you are in',
  ),
  'path-outside': says<{ written: string; root: string }>(
    'error',
    ({ written, root }) => `${written} lies outside ${root}`,
    () => 'name files and folders of this repository',
  ),
  'sketch-unknown': says<{ written: string; cure: string }>(
    'error',
    ({ written }) => `unexpected ${written}, expected the name of a sketch`,
    ({ cure }) => cure,
  ),
  'site-missing': says<{ folder: string }>(
    'error',
    ({ folder }) => `there is no built site in ${folder}`,
    () =>
      'holdfast build, then holdfast preview; holdfast start shows what is not measured yet too',
  ),
  'port-wrong': says<{ written: string }>(
    'error',
    ({ written }) => `unexpected port ${written}, expected a whole number from 1 to 65535`,
    () => 'leave --port out: a free port is chosen',
  ),
}
