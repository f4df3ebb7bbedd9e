/** Whether the system refused something for one of these reasons: `ENOENT`, `EEXIST`. */
export const hasErrorCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.some((code) => code === error.code)
