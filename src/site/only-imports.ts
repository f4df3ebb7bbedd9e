/** Whether code brings names into a document and does nothing with them: of no interest to a reader. */
export function isOnlyImports(code: string): boolean {
  const rest = code
    .replace(/\/\/[^\n]*/g, '')
    .replace(/\bimport\s*\{[^}]*\}\s*from\s*(['"])[^'"\n]*\1\s*;?/g, '')
  return code.includes('import') && rest.trim() === ''
}
