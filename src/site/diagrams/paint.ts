import { tidy } from './tidy.ts'

/**
 * One drawing serves light and dark: Mermaid mixes its shades from colours that nobody would choose, and
 * these are then replaced by variables of the page.
 */
const roles = {
  primaryColor: ['#fe0101', '--diagram-fill'],
  primaryBorderColor: ['#01fe01', '--diagram-line'],
  primaryTextColor: ['#0101fe', '--diagram-ink'],
  secondaryColor: ['#fefe01', '--diagram-fill-2'],
  secondaryBorderColor: ['#01fefe', '--diagram-line'],
  secondaryTextColor: ['#0202fe', '--diagram-ink'],
  tertiaryColor: ['#fe01fe', '--diagram-fill-3'],
  tertiaryBorderColor: ['#02fe02', '--diagram-line'],
  tertiaryTextColor: ['#0303fe', '--diagram-ink'],
  lineColor: ['#03fe03', '--diagram-line'],
  textColor: ['#0404fe', '--diagram-ink'],
  mainBkg: ['#fe0202', '--diagram-fill'],
  background: ['#fe0303', '--diagram-paper'],
  edgeLabelBackground: ['#fe0404', '--diagram-paper'],
  clusterBkg: ['#fe0505', '--diagram-fill-3'],
  clusterBorder: ['#04fe04', '--diagram-line-soft'],
  nodeBorder: ['#05fe05', '--diagram-line'],
  titleColor: ['#0505fe', '--diagram-ink'],
  actorBkg: ['#fe0606', '--diagram-fill'],
  actorBorder: ['#06fe06', '--diagram-line'],
  actorTextColor: ['#0606fe', '--diagram-ink'],
  actorLineColor: ['#07fe07', '--diagram-line-soft'],
  signalColor: ['#08fe08', '--diagram-line'],
  signalTextColor: ['#0707fe', '--diagram-ink'],
  labelBoxBkgColor: ['#fe0707', '--diagram-fill-2'],
  labelBoxBorderColor: ['#09fe09', '--diagram-line'],
  labelTextColor: ['#0808fe', '--diagram-ink'],
  loopTextColor: ['#0909fe', '--diagram-ink'],
  noteBkgColor: ['#fe0808', '--diagram-fill-2'],
  noteBorderColor: ['#0afe0a', '--diagram-line'],
  noteTextColor: ['#0a0afe', '--diagram-ink'],
  activationBkgColor: ['#fe0909', '--diagram-fill-2'],
  activationBorderColor: ['#0bfe0b', '--diagram-line'],
  sequenceNumberColor: ['#fe0a0a', '--diagram-paper'],
  rowOdd: ['#fe0b0b', '--diagram-paper'],
  rowEven: ['#fe0c0c', '--diagram-fill-3'],
  ...scale(),
} satisfies Record<string, [string, string]>

/** The twelve shades of timelines, mind maps and journeys; three of ours in turn. */
function scale(): Record<string, [string, string]> {
  const fills = ['--diagram-fill', '--diagram-fill-2', '--diagram-fill-3']
  const shades = Array.from({ length: 12 }, (_, at) => {
    const hex = (at + 16).toString(16)
    const fill = fills[at % fills.length] ?? '--diagram-fill'
    return [
      [`cScale${at}`, [`#fe${hex}${hex}`, fill]],
      [`cScaleLabel${at}`, [`#${hex}${hex}fe`, '--diagram-ink']],
      [`cScaleInv${at}`, [`#${hex}fe${hex}`, '--diagram-line']],
      [`cScalePeer${at}`, [`#${hex}fefe`, '--diagram-line']],
    ] as [string, [string, string]][]
  })
  return Object.fromEntries(shades.flat())
}

/** What Mermaid is given as its theme. */
export const sentinels: Record<string, string> = Object.fromEntries(
  Object.entries(roles).map(([role, [colour]]) => [role, colour]),
)

const variables = new Map(
  Object.values(roles).map(([colour, variable]) => [colour, variable] as const),
)

/** The colours that Mermaid writes without asking the theme. */
const fixed: [RegExp, string][] = [
  [/(fill|stroke)="(?:#333|#333333|black|#000)"/g, '$1="var(--diagram-line)"'],
  [/(fill|stroke)="(?:white|#fff|#ffffff|#eaeaea|#ECECFF)"/g, '$1="var(--diagram-fill)"'],
  [/(fill|stroke)="#(?:666|999|666666|999999)"/g, '$1="var(--diagram-line-soft)"'],
  [
    /(fill|stroke|color)\s*:\s*(?:#333|#333333|black|#000|#000000)(?=[;}\s!])/g,
    '$1:var(--diagram-line)',
  ],
  [/(fill|stroke)\s*:\s*(?:white|#fff|#ffffff)(?=[;}\s!])/g, '$1:var(--diagram-fill)'],
]

/** Shades that Mermaid mixed from ours, and the blues of its C4 pictures. */
const mixed =
  /(fill|stroke|color|background-color)(\s*:\s*|=")(?:hsl\([^)]*\)|rgb\(\d*\.\d+[^)]*\)|rgb\([^)]*254\.5[^)]*\))/g
const c4 =
  /#(?:08427B|1168BD|438DD5|85BBF0|686868|999999|B3B3B3|CCCCCC|073B6F|3C7FC0|3682D2|78A8D8|8A8A8A)\b/gi

export function paint(svg: string): string {
  let painted = svg.replace(/#[0-9a-f]{6}\b/gi, (colour) => {
    const variable = variables.get(colour.toLowerCase())
    return variable === undefined ? colour : `var(${variable})`
  })
  painted = painted.replace(/rgb\(\d+, ?\d+, ?\d+\)/g, (colour) => {
    const variable = variables.get(hexOf(colour))
    return variable === undefined ? colour : `var(${variable})`
  })
  painted = painted.replace(mixed, (_, property: string, mark: string) => {
    const role = property === 'stroke' ? 'line' : property === 'color' ? 'ink' : 'fill-2'
    return `${property}${mark}var(--diagram-${role})`
  })
  painted = painted.replace(c4, 'var(--diagram-strong)').replace(/#444444/g, 'var(--diagram-line)')
  for (const [pattern, replacement] of fixed) painted = painted.replace(pattern, replacement)
  return tidy(painted)
}

/** `rgb(254, 1, 1)` → `#fe0101`. */
const hexOf = (colour: string): string =>
  `#${[...colour.matchAll(/\d+/g)].map(([part]) => Number(part).toString(16).padStart(2, '0')).join('')}`
