import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commands } from '../../src/command/commands.ts'
import { flagUsage, usage } from '../../src/command/help.ts'
import { root } from '../house/files.ts'
import { run } from './process.ts'

// What the pages show is what comes out. `npx vitest run tests/cli/pages.test.ts -u` writes it anew.

test('the README shows a document with its real output, and the commands', async () => {
  const file = join(root, 'README.md')
  const text = readFileSync(file, 'utf8')
  const document = blockAfter(text, '````md\n', '````')
  const wrong = document.replace('45 connections', '50 connections')
  expect(wrong).not.toBe(document)
  const outputs = [await checked(document), await checked(wrong)]
  expect(outputs[0]).toContain('5 of 5 claims hold\n')
  expect(outputs[1]).toContain('4 of 5 claims hold, 1 fails\n')
  const renewed = text
    .replace(/^```text\n[\s\S]*?^```$/gm, () => `\`\`\`text\n${outputs.shift()}\`\`\``)
    .replace(/(?<=^\| command \| what it does \|\n\| --- \| --- \|\n)(\|.*\n)*/m, () =>
      commandRows(),
    )
  await expect(renewed).toMatchFileSnapshot(file)
})

test('the reference has every command and flag', async () => {
  const file = join(root, 'src/content/docs/reference/commands.md')
  await expect(reference()).toMatchFileSnapshot(file)
})

function blockAfter(text: string, start: string, end: string): string {
  const from = text.indexOf(start) + start.length
  return text.slice(from, text.indexOf(`\n${end}`, from) + 1)
}

async function checked(document: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-readme-'))
  try {
    mkdirSync(join(folder, 'calculations'))
    writeFileSync(join(folder, 'holdfast.config.ts'), 'export default {}\n')
    writeFileSync(join(folder, 'calculations/connections.md'), document)
    const { out, err } = await run([process.execPath, join(root, 'src/holdfast.mjs'), 'check'], {
      folder,
    })
    return out + err
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

function commandRows(): string {
  return commands
    .map((command) => `| \`${cell(usage(command))}\` | ${command.summary} |\n`)
    .join('')
}

function reference(): string {
  const sections = commands.map((command) => {
    const { name, summary, flags } = command
    const rows = flags.map((flag) => `| \`${cell(flagUsage(flag))}\` | ${flag.summary} |`)
    const table = rows.length === 0 ? [] : ['| flag | |', '| --- | --- |', ...rows, '']
    return [`## ${name}`, '', `\`holdfast ${usage(command)}\` ${summary}.`, '', ...table].join('\n')
  })
  return `---
title: Commands
description: Every command of Holdfast and every flag.
---

\`npx holdfast COMMAND\` works anywhere in the repository; \`npm run holdfast -- COMMAND\` does the same. Paths count from the folder that you are in. \`--help\` after any command shows what stands here.

| exit code | |
| --- | --- |
| 0 | all holds |
| 1 | something fails or is stale, or is untested where completeness is asked for |
| 2 | the call was wrong |
| 3 | the machine was too noisy to measure, or lacks what an experiment needs |

Warnings and notes do not change it.

A command that rewrites documents writes all of its files or none. What it means to write it lays down in \`.holdfast/writing\` first; if it is killed half-way, the next command completes it and says so, and a file that somebody changed in between stays as that person left it. One process writes at a time; another waits for it, and after half a minute ends with exit code 2.

${sections.join('\n')}`
}
