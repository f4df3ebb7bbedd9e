import { says } from './template.ts'

const none = says<Record<never, never>>

/** What can be wrong with the Markdown of a document: its fences, links and headings. */
export const documentMessages = {
  'document-unreadable': says<{ why: string }>(
    'error',
    ({ why }) => `this file cannot be read: ${why}`,
    () => 'save it as UTF-8 text that this user may read',
  ),
  'document-link': says<{ to: string }>(
    'error',
    ({ to }) => `a link to ${to}, which is not followed`,
    () => 'lay the file or the folder itself here, or the link into a folder without documents',
  ),
  'document-mdx': says<{ ending: string }>(
    'error',
    ({ ending }) => `a file that ends in ${ending}, which is not checked`,
    () => 'rename the file to .md and write plain Markdown',
  ),
  'import-unknown': says<{ from: string; meant: string }>(
    'error',
    ({ from }) => `no document at ${from}`,
    ({ meant }) =>
      meant === ''
        ? 'name another document by its path as seen from this one: ./chat.md'
        : `write '${meant}', or the path of another document as seen from this one`,
  ),
  'import-name': says<{ name: string; from: string; meant: string }>(
    'error',
    ({ name, from }) => `${from} has no name ${name}`,
    ({ meant }) => (meant === '' ? 'import a top-level const of that document' : `write ${meant}`),
  ),
  'import-matrix': says<{ from: string; line: number }>(
    'error',
    ({ from }) => `${from} has no decision matrix that can be calculated`,
    ({ line }) =>
      line === 0
        ? 'give it a table headed Criterion | Weight | …, or import that of a record which has one'
        : `mend its table in line ${line}`,
  ),
  'import-whole': says<{ from: string; example: string }>(
    'error',
    ({ from }) => `${from} is imported as a whole, so that nobody sees which of its names are used`,
    ({ from, example }) => `name what is used: import { ${example} } from '${from}'`,
  ),
  'import-scope': says<{ from: string }>(
    'error',
    ({ from }) => `a fence with a scope of its own imports the document ${from}`,
    () => 'import it in a ts fence: this one sees what the calculation imports',
  ),
  'import-sketch': says<{ from: string }>(
    'error',
    ({ from }) => `a calculation imports a running service: ${from}`,
    () => 'move the import into the ts measured or ts sketch fence that uses it',
  ),
  'import-forbidden': says<{ from: string; meant: string }>(
    'error',
    ({ from }) => `a calculation cannot import ${from}`,
    ({ meant }) =>
      meant === ''
        ? "import documents ('./chat.md') or models ('holdfast/models/queue') only; q and law are there without an import"
        : `import it from '${meant}'`,
  ),
  'import-cycle': says<{ circle: string }>(
    'error',
    ({ circle }) => `documents that import each other in a circle: ${circle}`,
    () => 'move what both need into a third document',
  ),
  'fence-language': says<{ written: string; cure: string }>(
    'error',
    ({ written }) => `unexpected language of a fence: ${written}`,
    ({ cure }) => cure,
  ),
  'fence-word': says<{ written: string; cure: string }>(
    'error',
    ({ written }) => `unexpected word on a fence: ${written}`,
    ({ cure }) => cure,
  ),
  'fence-argument': says<{ written: string; cure: string }>(
    'error',
    ({ written }) => `unexpected argument on a fence: ${written}`,
    ({ cure }) => cure,
  ),
  'fence-unclosed': says<{ mark: string }>(
    'error',
    () => 'a fence that is never closed: everything behind it is code',
    ({ mark }) => `write ${mark} on a line of its own behind the code`,
  ),
  'fence-indented': says<Record<never, never>>(
    'error',
    () => 'code by indentation, which has no language',
    () => 'put it between ``` marks and name its language, or text for none',
  ),
  'fence-html': says<Record<never, never>>(
    'error',
    () => 'a fence within raw HTML, which Markdown takes for text: its code is not run',
    () => 'leave an empty line before the fence and behind it',
  ),
  'json-malformed': says<{ found: string; expected: string }>(
    'error',
    ({ found, expected }) => `unexpected ${found}, expected ${expected}`,
    () => 'mend the JSON; a fence with remarks or gaps in it is text',
  ),
  'diagram-unknown': says<{ found: string; meant: string }>(
    'error',
    ({ found }) => `unexpected ${found}, expected the kind of a diagram`,
    ({ meant }) =>
      meant === ''
        ? 'begin with the kind: flowchart LR, sequenceDiagram, stateDiagram-v2, erDiagram, timeline'
        : `write ${meant}`,
  ),
  'link-scheme': says<{ written: string; meant: string }>(
    'error',
    ({ written }) => `unknown scheme of a link: ${written}:`,
    ({ meant }) => `write ${meant}: for a claim`,
  ),
  'claim-autolink': says<{ written: string }>(
    'error',
    ({ written }) => `a claim without a statement: <${written}>`,
    ({ written }) => `write [the stated number](${written})`,
  ),
  'claim-html': says<{ scheme: string }>(
    'error',
    ({ scheme }) => `a ${scheme}: link in raw HTML, where it would not be checked`,
    ({ scheme }) => `write it as Markdown: [stated](${scheme}:name)`,
  ),
  'claim-image': says<{ written: string }>(
    'error',
    ({ written }) => `a claim as an image: ![…](${written})`,
    () => 'take the ! away: a claim is a link',
  ),
  'claim-unparsed': says<{ written: string }>(
    'error',
    ({ written }) => `this reads as a claim but is no link in Markdown: ${written}`,
    () =>
      'a link has no space in its address, and its title stands in quotes: [stated](calc:name "refuted")',
  ),
  'claim-name': says<{ written: string }>(
    'error',
    ({ written }) => (written === '' ? 'a claim that names nothing' : `not a name: ${written}`),
    () => 'name a top-level const of the calculation, then members: calc:pool, calc:delivery.p99',
  ),
  'reference-unresolved': says<{ label: string }>(
    'error',
    ({ label }) => `no definition for the reference [${label}]`,
    ({ label }) => `add a line [${label}]: calc:name, or write \\[ for a plain bracket`,
  ),
  'reference-unused': says<{ label: string }>(
    'error',
    ({ label }) => `nothing refers to the definition [${label}]`,
    ({ label }) => `remove it, or write [stated][${label}] in the text`,
  ),
  'reference-doubled': says<{ label: string; first: number }>(
    'error',
    ({ label, first }) => `the definition [${label}] stands already on line ${first}, which wins`,
    () => 'remove one of the two, or rename it',
  ),
  'uncounted-reason': says<Record<never, never>>(
    'error',
    () => 'a number exempt from being counted, without a reason',
    () => 'write [text](uncounted: "why this number needs no proof")',
  ),
  'uncounted-many': says<Record<never, never>>(
    'error',
    () => 'several numbers are exempt from being counted, for one reason',
    () => 'put each number into a link of its own, with its own reason',
  ),
}

/** What code in a fence must not hold. */
export const codeMessages = {
  'name-doubled': says<{ name: string; first: number }>(
    'error',
    ({ name, first }) => `${name} is declared already on line ${first}`,
    () =>
      'rename one of the two: what measured fences record stands beside the names of the calculation',
  ),
  'code-let': none(
    'error',
    () => 'state at the top level of a document: let or var',
    () => 'declare it with const; a value that changes is another name',
  ),
  'code-export': none(
    'error',
    () => 'a default export, an export of everything or of another module',
    () => 'remove it: every top-level const of a document can be imported by name',
  ),
  'code-import': none(
    'error',
    () => 'an import at run time',
    () => "write import { name } from '…' at the top level of the fence",
  ),
  'code-import-meta': none(
    'error',
    () => 'import.meta, which depends on where the code runs',
    () => 'state the path as text',
  ),
  'code-await': none(
    'error',
    () => 'await in a calculation, which is synchronous',
    () => 'put what waits into a ts measured fence',
  ),
  'code-token-lines': none(
    'error',
    () =>
      'a text over several lines in an indented or quoted fence, where the indentation would become part of it',
    () => 'write \\n in it, or move the fence to the first column',
  ),
  'code-directive': none(
    'error',
    () => 'a directive that silences the compiler',
    () => 'remove it and mend the type, or show the refusal with ts refused TS2345',
  ),
  'input-literal': says<{ call: string }>(
    'error',
    ({ call }) => `${call}(…) without a literal, so that nobody can tell which input it is`,
    ({ call }) =>
      `write ${call}('${call === 'law' ? '100 to 500 ms' : '10,000 clients'}'); what is computed comes of inputs by times, per, plus and minus`,
  ),
  'marker-misspelt': says<{ written: string }>(
    'error',
    ({ written }) => `this reads as an expectation, but its marker is misspelt: ${written}`,
    () => 'write //=> with nothing between its characters',
  ),
  'expectation-place': says<{ cure: string }>(
    'error',
    () => 'an expectation that belongs to no single value of a calculation',
    ({ cure }) => cure,
  ),
  'expectation-empty': none(
    'error',
    () => 'an expectation that states nothing',
    () => 'write //=> and the value, or run holdfast accept on the document',
  ),
}
