import type { Root } from 'mdast'
import { drawClaims } from './claims.ts'
import { drawDiagrams } from './diagrams.ts'
import { drawFacts } from './facts.ts'
import { drawFences } from './fences.ts'
import { drawEmptyHeadings } from './headings.ts'
import { drawLinks } from './links.ts'
import { drawDecision } from './matrix.ts'
import { drawOptionSigns } from './options.ts'
import { type DrawnFile, pageOf } from './page.ts'
import { drawPlots } from './plots.ts'
import { drawTables } from './tables.ts'
import { removeTitle } from './title.ts'

/**
 * Draws a document as a page: claims with their verdicts, fences with their use, the bold lines of a
 * record as a table, wide tables in a box that moves, links between documents as addresses of the site, diagrams as pictures.
 */
export function remarkHoldfast(options: { root: string }) {
  return async (tree: Root, file: DrawnFile): Promise<void> => {
    const page = pageOf(file, options.root)
    drawFacts(tree, page)
    removeTitle(tree, page)
    await drawDiagrams(tree, page)
    drawFences(tree, page)
    drawEmptyHeadings(tree)
    drawOptionSigns(tree)
    drawPlots(tree, page)
    drawDecision(tree, page)
    drawTables(tree)
    drawClaims(tree, page)
    drawLinks(tree, page)
  }
}
