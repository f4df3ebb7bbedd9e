import { examine } from '../../src/check/examine.ts'
import { temporaryProject } from '../project/project.ts'

/** Checks calculations that stand alone; what is said about each, `line:column id: text`, warnings left out. */
export async function errorsIn(
  codes: Record<string, string>,
  prose = '',
): Promise<Record<string, string[]>> {
  const files = Object.fromEntries(
    Object.entries(codes).map(([name, code]) => [
      `pages/${name}.md`,
      `# X\n\n\`\`\`ts\n${code}\n\`\`\`\n\n${prose}\n`,
    ]),
  )
  await using project = await temporaryProject({
    ...files,
    'holdfast.config.ts': "export default { folders: { pages: 'page' } }\n",
  })
  const { messages } = await examine(project.root, [])
  return Object.fromEntries(
    Object.keys(codes).map((name) => [
      name,
      messages
        .filter(({ path, severity }) => path === `pages/${name}.md` && severity === 'error')
        .map(({ line, column, id, text }) => `${line}:${column} ${id}: ${text}`),
    ]),
  )
}
