import { truncated } from './refusal.ts'

/** A parser that waits at each `yield` until the next piece of the stream is there. */
export type Reading<Result> = Generator<void, Result, void>

/** Lets a parser read what arrives in pieces as if it were all there, and keeps no more than one piece. */
export interface Cursor {
  push(piece: Uint8Array): void
  end(): void
  take(bytes: number): Reading<Buffer>
  /** Fewer where the stream ends before. */
  takeUpTo(bytes: number): Reading<Buffer>
  next(): Reading<number>
  skip(bytes: number): Reading<void>
  /** To just behind the next such byte that is followed by one of those meant, and it; answers that one. */
  seek(byte: number, isMeant: (next: number) => boolean): Reading<number>
  isAtEnd(): Reading<boolean>
  position(): number
}

export function cursorOf(): Cursor {
  let piece: Buffer = Buffer.alloc(0)
  let [at, passed, ended] = [0, 0, false]

  /** Afterwards there is a byte at `at`, or the stream has ended. */
  function* fill(): Reading<boolean> {
    while (at === piece.length) {
      if (ended) return false
      yield
    }
    return true
  }

  function* need(): Reading<void> {
    if (!(yield* fill())) throw truncated(passed + at)
  }

  function* takeUpTo(bytes: number): Reading<Buffer> {
    const parts: Buffer[] = []
    for (let left = bytes; left > 0 && (yield* fill()); ) {
      const part = piece.subarray(at, at + left)
      parts.push(part)
      at += part.length
      left -= part.length
    }
    return Buffer.concat(parts)
  }

  return {
    push(next) {
      passed += piece.length
      piece = Buffer.from(next.buffer, next.byteOffset, next.byteLength)
      at = 0
    },
    end() {
      ended = true
    },
    takeUpTo,
    *take(bytes) {
      const taken = yield* takeUpTo(bytes)
      if (taken.length < bytes) throw truncated(passed + at)
      return taken
    },
    *next() {
      yield* need()
      return piece[at++] ?? 0
    },
    *skip(bytes) {
      for (let left = bytes; left > 0; ) {
        yield* need()
        const step = Math.min(left, piece.length - at)
        at += step
        left -= step
      }
    },
    *seek(byte, isMeant) {
      for (;;) {
        yield* need()
        const found = piece.indexOf(byte, at)
        at = found < 0 ? piece.length : found + 1
        if (found < 0) continue
        if (at === piece.length) yield* need()
        const next = piece[at] ?? 0
        if (!isMeant(next)) continue
        at++
        return next
      }
    },
    *isAtEnd() {
      return !(yield* fill())
    },
    position: () => passed + at,
  }
}
