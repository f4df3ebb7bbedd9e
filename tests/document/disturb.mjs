/**
 * Loaded before a program, it counts the steps that change the file system, and at one of them does something real:
 * it kills the process, before the step or in the middle of what is written, or lays a folder in the way of a rename.
 * DISTURB is a list of steps and of renamed files, such as `take adrs/b.md, kill 9`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const orders = (process.env.DISTURB ?? '').split(', ').map((order) => order.split(' '))
let steps = 0

function disturb(name, words = []) {
  steps++
  for (const [what, where = ''] of orders) {
    const isThere = name === 'rename' && where !== '' && words[1].endsWith(where)
    if (what === 'kill' && (isThere || Number(where) === steps))
      process.kill(process.pid, 'SIGKILL')
    if (what === 'take' && isThere) {
      rmSync(where, { force: true })
      mkdirSync(where, { recursive: true })
      writeFileSync(`${where}/in-the-way`, '')
      writeFileSync(2, `taken at ${steps}, `)
    }
  }
}

for (const name of ['mkdir', 'rename', 'rm', 'rmdir']) {
  const plain = promises[name]
  promises[name] = (...words) => {
    disturb(name, words)
    return plain(...words)
  }
}

const { open } = promises
promises.open = async (...words) => {
  disturb()
  const file = await open(...words)
  const write = file.writeFile.bind(file)
  file.writeFile = async (text) => {
    await file.write(text.slice(0, text.length / 2), 0)
    disturb()
    return write(text)
  }
  return file
}
syncBuiltinESMExports()
process.on('exit', () => writeFileSync(2, `${steps} steps\n`))
