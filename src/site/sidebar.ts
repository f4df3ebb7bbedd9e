import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import type { StarlightUserConfig } from '@astrojs/starlight/types'

type Sidebar = NonNullable<StarlightUserConfig['sidebar']>

/** A stranger finds each kind of page within two clicks; a folder that has no page yet is left out. */
export function sidebarOf(root: string): Sidebar {
  const written = (label: string, folder: string): Sidebar =>
    hasPages(root, `src/content/docs/${folder}`)
      ? [{ label, items: [{ autogenerate: { directory: folder } }] }]
      : []
  const listed = (label: string, folder: string, all: string): Sidebar[number] => ({
    label,
    items: [
      { label: all, link: `/${folder}/` },
      ...(hasPages(root, folder) ? [{ autogenerate: { directory: folder } }] : []),
    ],
  })
  return [
    ...written('Report', 'report'),
    listed('Decisions', 'adrs', 'Decision log'),
    listed('Calculations', 'calculations', 'All calculations'),
    {
      label: 'Proof',
      items: [
        { label: 'Evidence', link: '/evidence/' },
        { label: 'Services', link: '/services/' },
      ],
    },
    ...written('Guides', 'guides'),
    ...written('Reference', 'reference'),
    ...written('Handbook', 'handbook'),
  ]
}

const hasPages = (root: string, folder: string): boolean =>
  existsSync(join(root, folder)) && globSync('**/*.md', { cwd: join(root, folder) }).length > 0
