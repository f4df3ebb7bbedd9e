/** Why documents could not be written: nothing was, somebody else does, or a killed command left it half done. */
export class WritingError extends Error {
  readonly kind: 'failed' | 'busy' | 'unfinished'

  constructor(kind: WritingError['kind'], why: string) {
    super(why)
    this.kind = kind
  }
}
