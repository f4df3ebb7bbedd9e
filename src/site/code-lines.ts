import { definePlugin, type ExpressiveCodePlugin } from '@astrojs/starlight/expressive-code'
import type { Element, ElementContent } from '@astrojs/starlight/expressive-code/hast'
import type { Verdicts } from '../evidence/verdicts.ts'
import { readVerdicts, type Standing, standingLabels, standingOf } from './verdicts.ts'

/** `const db = messages.times(ops) //=> 375 ops/s`: from the marker on, the line says what is expected. */
const marker = /\/\/=>.*$/

/**
 * Gives each line of a document's code its own address, `#L42`, and each expectation the sign of its
 * verdict. Fences carry the line on which their code begins.
 */
export function codeLines(root: string): ExpressiveCodePlugin {
  return definePlugin({
    name: 'holdfast-lines',
    hooks: {
      postprocessRenderedLine: ({ codeBlock, line, lineIndex, renderData }) => {
        const first = codeBlock.metaOptions.getInteger('line')
        const path = codeBlock.metaOptions.getString('path')
        if (first === undefined || path === undefined) return
        const number = first + lineIndex
        renderData.lineAst.properties.id = `L${number}`
        if (!marker.test(line.text)) return
        const verdicts = readVerdicts(root, path)
        codeOf(renderData.lineAst).children.push(drawExpectation(verdicts, number))
      },
    },
  })
}

function drawExpectation(verdicts: Verdicts | null, line: number): ElementContent {
  const found = verdicts?.expectations.find((each) => each.place.line === line)
  if (found === undefined) return drawMark('untested', '')
  const detail = found.reason ?? (found.value === null ? '' : `value ${found.value}`)
  return drawMark(standingOf(found, verdicts?.status ?? null), detail)
}

/** The part of a rendered line that holds code; older lines are the code themselves. */
function codeOf(line: Element): Element {
  const code = line.children.find(
    (child): child is Element =>
      child.type === 'element' && String(child.properties.className).includes('code'),
  )
  return code ?? line
}

const signs: Record<Standing, string> = {
  holds: '✓',
  refuted: '≠',
  fails: '✕',
  stale: '◷',
  untested: '○',
  unchecked: '–',
}

function drawMark(standing: Standing, title: string): ElementContent {
  const words = title === '' ? standingLabels[standing] : `${standingLabels[standing]}: ${title}`
  return {
    type: 'element',
    tagName: 'span',
    properties: {
      className: ['expected'],
      'data-standing': standing,
      role: 'img',
      ariaLabel: words,
      title: words,
    },
    children: [{ type: 'text', value: ` ${signs[standing]}` }],
  }
}
