import type { Span } from '../document/document.ts'
import type { Verdicts } from '../evidence/verdicts.ts'

export const verdictPlace = ({
  line,
  column,
  endLine,
  endColumn,
}: Span): Verdicts['claims'][number]['place'] => ({
  line,
  column,
  endLine,
  endColumn,
})
