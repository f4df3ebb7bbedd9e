import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { holdfast } from './timed.ts'

/** A check that watches a project. */
export class Watching implements AsyncDisposable {
  readonly #root: string
  readonly #expected: string
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  #out = ''
  #turns = 0

  constructor({ root, claims }: { root: string; claims: number }) {
    this.#root = root
    this.#expected = `of ${claims.toLocaleString('en-GB')} claims hold\n`
    this.#child = spawn(process.execPath, [holdfast, 'check', '--watch'], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#out += text
      })
  }

  /** Waits for the first verdict. */
  ready(): Promise<number> {
    return this.#verdict()
  }

  /** Milliseconds from the end of writing a document to the verdict, of a claim that then holds at another value. */
  async change(file: string): Promise<number> {
    const path = join(this.#root, file)
    const turn = ++this.#turns
    const text = readFileSync(path, 'utf8').replace(
      /headroom(\d+) = q\('[\d.]+ %'\)/,
      (_, name) => {
        return `headroom${name} = q('${20 + turn / 10_000} %')`
      },
    )
    this.#out = ''
    writeFileSync(path, text)
    return this.#verdict()
  }

  async #verdict(): Promise<number> {
    const start = performance.now()
    while (!this.#out.includes(this.#expected)) {
      if (this.#child.exitCode !== null) throw new Error(`it ended: ${this.#out}`)
      await Promise.race([once(this.#child.stdout, 'data'), once(this.#child, 'close')])
    }
    return performance.now() - start
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) return
    this.#child.kill('SIGTERM')
    await once(this.#child, 'close')
  }
}
