/** A value as data. Quantities stand in canonical units. */
export type Value =
  | { kind: 'quantity'; value: number; unit: string }
  | { kind: 'number'; value: number }
  | { kind: 'law'; law: unknown; unit: string; text: string }
  | { kind: 'json'; json: unknown }
  | { kind: 'none'; why: string }

export interface JobInput {
  kind: 'q' | 'law'
  name: string
  text: string
  /** Where its literal stands in the document. */
  line: number
  column: number
}

/** What an import of a document leads to. */
export type JobImport = { kind: 'document'; path: string } | { kind: 'module'; url: string }

/** A document as functions. The forms are those of the room `compile`. */
export interface DocumentCode {
  path: string
  /** Bodies of functions of `$`, `$use` and `$m`; `whole` holds derived fences too. */
  calculation: string
  whole: string | null
  imports: { calculation: JobImport[]; whole: JobImport[] }
  inputs: { calculation: JobInput[]; whole: JobInput[] }
  /** What measured fences recorded, by name; `none` where there is no result. */
  recorded: Record<string, Value>
}
