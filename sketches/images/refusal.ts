/** Why an upload or a question is not taken, in words for the person who sent it. */
export class Refusal extends Error {
  /** The HTTP status that says the same. */
  readonly status: number
  /** One word that a program can tell it by. */
  readonly reason: string

  constructor(status: number, reason: string, message: string) {
    super(message)
    this.status = status
    this.reason = reason
  }
}

export function broken(message: string): Refusal {
  return new Refusal(422, 'broken', message)
}

export function truncated(positionBytes: number): Refusal {
  return new Refusal(
    422,
    'truncated',
    `The image ends after ${positionBytes} bytes, in the middle of what it announces`,
  )
}
