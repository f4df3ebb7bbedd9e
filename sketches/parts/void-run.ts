/** A run that cannot be made here is void, and never a result; it says what is missing. */
export class VoidRun extends Error {
  override name = 'VoidRun'
}
