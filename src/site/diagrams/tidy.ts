/** Takes out what nobody sees, and gives a drawing its own size. */
export function tidy(svg: string): string {
  return sized(centreStates(rounded(withoutUnused(svg))))
}

/** Mermaid adds icons, arrow heads and rules for looks that were not asked for: half of every file. */
function withoutUnused(svg: string): string {
  const used = new Set([...svg.matchAll(/(?:url\(#|href="#)([^")]+)/g)].map(([, id]) => id))
  return svg
    .replace(
      /<defs><(symbol|marker) id="([^"]*)"[\s\S]*?<\/\1><\/defs>/g,
      (whole, _, id: string) => (used.has(id) ? whole : ''),
    )
    .replace(/ data-[a-z-]+="[^"]*"/g, '')
    .replace(/[^{}]*\[data-look="neo"\][^{}]*\{[^{}]*\}/gi, '')
    .replace(/[^{}]*\[data-look=&quot;neo&quot;\][^{}]*\{[^{}]*\}/gi, '')
    .replace(/filter:\s*drop-shadow\((?:[^()]|\([^)]*\))*\);?/g, '')
}

/** A hundredth of a unit is finer than any screen. */
function rounded(svg: string): string {
  const places = / (?:d|points|transform|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|width|height)="[^"]*"/g
  return svg.replace(places, (attribute) =>
    attribute.replace(/-?\d*\.\d{3,}(?:e-\d+)?/g, (number) =>
      String(Math.round(Number(number) * 100) / 100),
    ),
  )
}

/** A drawing is shown at its own size, in which its letters are as large as the text's; smaller only where it must. */
function sized(svg: string): string {
  const box = svg.match(/viewBox="([^"]*)"/)?.[1] ?? ''
  const [x = 0, y = 0, width = 0, height = 0] = box
    .split(' ')
    .map((part) => Math.round(Number(part)))
  return svg
    .replace(/(<svg[^>]*?) style="max-width: [^"]*"/, '$1')
    .replace(/(<svg[^>]*?) width="100%"/, '$1')
    .replace(
      /viewBox="[^"]*"/,
      `viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}"`,
    )
}

/** States stand left in boxes of one width; the middle is where the other diagrams have their names. */
function centreStates(svg: string): string {
  if (!svg.includes('class="statediagram"')) return svg
  const label =
    /(class="node[^>]*statediagram-state[\s\S]*?class="label"[^>]*?translate\()[^,]*(,[\s\S]*?<text)/g
  return svg.replace(label, '$10$2 text-anchor="middle"')
}
