import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drawDiagram } from '../../src/site/diagrams/draw.ts'

const sources = {
  flow: 'flowchart LR\n  a[Client] -->|message| b[(Database)]',
  sequence: 'sequenceDiagram\n  Client->>API: upload\n  API-->>Client: 202',
  states: 'stateDiagram-v2\n  [*] --> Queued\n  Queued --> Done',
  entities: 'erDiagram\n  USER ||--o{ ORDER : places',
  timeline: 'timeline\n  2024 : First\n  2025 : Second',
}

test.each(Object.entries(sources))(
  '%s: drawn in the colours of the page alone',
  async (_, source) => {
    using folder = temporary()
    const svg = await drawDiagram(folder.root, source)
    expect(svg.slice(0, svg.indexOf('>'))).toMatch(
      /^<svg [^>]*viewBox="-?\d+ -?\d+ [1-9]\d+ [1-9]\d+"/,
    )
    expect(svg.match(/var\(--diagram-[a-z]+/g)?.length).toBeGreaterThan(3)
    expect(svg.match(/hsl\([^)]*\)|"[^"]*NaN[^"]*"|="undefined"|#fe01\w*/g)).toBeNull()
  },
)

test('the same text is drawn equally, and kept', async () => {
  using one = temporary()
  using other = temporary()
  const svg = await drawDiagram(one.root, sources.flow)
  expect((await drawDiagram(other.root, sources.flow)) === svg).toBe(true)
  const folder = join(one.root, '.holdfast/diagrams')
  const [file = ''] = readdirSync(folder)
  writeFileSync(join(folder, file), 'kept')
  expect(await drawDiagram(one.root, sources.flow)).toBe('kept')
})

test('a diagram that cannot be read says where', async () => {
  using folder = temporary()
  await expect(drawDiagram(folder.root, 'flowchart LR\n  a --')).rejects.toThrow(
    /Parse error on line/,
  )
  expect(readdirSync(folder.root)).toEqual([])
})

function temporary() {
  const root = mkdtempSync(join(tmpdir(), 'diagrams-'))
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) }
}
