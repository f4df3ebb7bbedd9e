import { readdirSync, readFileSync } from 'node:fs'

export const modelsFolder = new URL('../../calculations/models/', import.meta.url)

/** One `@example` of a doc comment: an expression and what it comes to. */
export interface Example {
  file: string
  expression: string
  stated: string
}

export interface Documented {
  file: string
  name: string
  comment: string
}

export const modelFiles: string[] = readdirSync(modelsFolder)
  .filter((name) => name.endsWith('.ts'))
  .sort()

/** Every exported function that has a doc comment of its own, or none, in which case it is empty. */
export function exportedFunctions(): Documented[] {
  return modelFiles.flatMap((file) =>
    [...sourceOf(file).matchAll(/(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?export function (\w+)/g)].map(
      ([, comment = '', name = '']) => ({ file, name, comment }),
    ),
  )
}

export function examples(): Example[] {
  return modelFiles.flatMap((file) =>
    [...sourceOf(file).matchAll(/@example((?:(?!@example|\*\/)[\s\S])*)/g)].map(
      ([, written = '']) => {
        const text = written.replace(/^ \* ?/gm, '').trim()
        const [expression = '', stated = ''] = text.split(' //=> ')
        return { file, expression, stated }
      },
    ),
  )
}

const sourceOf = (file: string): string => readFileSync(new URL(file, modelsFolder), 'utf8')
