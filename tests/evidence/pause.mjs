/**
 * Loaded before a program, it lets it go no further than to where it is about to take the lock of those that measure:
 * there it writes a file `paused`, and waits for a file `on`.
 */
import { existsSync, writeFileSync } from 'node:fs'
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'

const { mkdir } = promises
promises.mkdir = async (...words) => {
  if (words[0].endsWith('.holdfast') && !existsSync('paused')) {
    writeFileSync('paused', '')
    while (!existsSync('on')) await wait(20)
  }
  return mkdir(...words)
}
syncBuiltinESMExports()
