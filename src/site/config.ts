import { createRequire } from 'node:module'
import { join } from 'node:path'
import { unified } from '@astrojs/markdown-remark'
import starlight from '@astrojs/starlight'
import type { AstroIntegration, AstroUserConfig } from 'astro'
import remarkGfm from 'remark-gfm'
import { codeLines } from './code-lines.ts'
import { checkedLinks } from './links.ts'
import { liveModules } from './live-modules.ts'
import { remarkHoldfast } from './markdown/document.ts'
import { authorsOverlay } from './overlay.ts'
import { printedReport } from './pdf/integration.ts'
import { orderedSearch } from './search-index.ts'
import { readSettings, type SiteSettings } from './settings.ts'
import { sidebarOf } from './sidebar.ts'

/** The whole configuration of the site, made from the folder that holds the documents. */
export function siteConfig(root: string): AstroUserConfig {
  const settings = readSettings(root)
  return {
    root,
    base: settings.base,
    ...(settings.origin === null ? {} : { site: settings.origin }),
    outDir: join(root, settings.outDir),
    cacheDir: join(root, '.holdfast/site'),
    publicDir: join(root, 'src/site/public'),
    trailingSlash: 'ignore',
    devToolbar: { enabled: false },
    prefetch: false,
    vite: {
      plugins: [liveModules(root)],
      resolve: {
        alias: searchAliases(root),
      },
    },
    markdown: {
      processor: unified({
        gfm: false,
        smartypants: false,
        remarkPlugins: [
          [remarkGfm, { singleTilde: false }],
          [remarkHoldfast, { root }],
        ],
      }),
    },
    integrations: [
      documentation(root, settings),
      ownPages(),
      authorsOverlay(root),
      orderedSearch(),
      printedReport(root, settings),
      checkedLinks(settings),
    ],
  }
}

function documentation(root: string, settings: SiteSettings): AstroIntegration {
  return starlight({
    title: 'Holdfast',
    description: 'Architecture decisions whose numbers are checked before they are published.',
    favicon: '/favicon.svg',
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
    pagination: true,
    disable404Route: true,
    customCss: [
      '@fontsource-variable/roboto-slab/index.css',
      ...'palette type frame claims fences records tables home plots pictures live print'
        .split(' ')
        .map((name) => `./src/site/styles/${name}.css`),
    ],
    components: {
      Banner: './src/site/components/Banner.astro',
      Footer: './src/site/components/Footer.astro',
      PageSidebar: './src/site/components/PageSidebar.astro',
      PageTitle: './src/site/components/PageTitle.astro',
      SiteTitle: './src/site/components/SiteTitle.astro',
    },
    expressiveCode: {
      themes: ['vitesse-light', 'vitesse-dark'],
      useStarlightUiThemeColors: true,
      plugins: [codeLines(root)],
      shiki: { transformers: [patientColours] },
      // What a program printed points at places in lines, which must not be broken.
      defaultProps: { wrap: true, hangingIndent: 2, overridesByLang: { text: { wrap: false } } },
      frames: { extractFileNameFromCode: false },
      styleOverrides: { borderRadius: '4px', codeFontSize: '0.8125rem', codeLineHeight: '1.7' },
    },
    markdown: { processedDirs: ['adrs', 'calculations', 'sketches'] },
    head: [{ tag: 'noscript', content: `<style>${withoutScript}</style>` }],
    ...(settings.repository === null
      ? {}
      : { social: [{ icon: 'seti:git', label: 'Source', href: settings.repository } as const] }),
    sidebar: sidebarOf(root),
  })
}

/**
 * By itself the highlighter gives up on a line after half a second, which on a busy machine leaves it plain: two builds
 * would differ.
 */
const patientColours = {
  name: 'holdfast-patient-colours',
  preprocess: (_: string, options: object): void =>
    void Object.assign(options, { tokenizeTimeLimit: 0 }),
}

/** A script takes over the reader's choice of light or dark; without one, light must be asked for here. */
const withoutScript = `@media (prefers-color-scheme: light) {
:root[data-theme] { color-scheme: light !important }
.expressive-code .ec-line span[style^='--']:not([class]) { color: var(--0) !important }
}`

/** The search's interface is fetched when it is first opened; what stands in for it has to reach the real one. */
function searchAliases(root: string) {
  const starlights = createRequire(import.meta.resolve('@astrojs/starlight'))
  const real = starlights.resolve('@pagefind/default-ui').replace(/cjs/g, 'mjs')
  return [
    { find: /^@pagefind\/default-ui$/, replacement: join(root, 'src/site/search/lazy.ts') },
    { find: 'pagefind-interface', replacement: real },
  ]
}

/** The pages that are made from evidence and not from a document. */
function ownPages(): AstroIntegration {
  const page = (pattern: string, file: string) => ({
    pattern,
    entrypoint: new URL(file, import.meta.url),
    prerender: true,
  })
  return {
    name: 'holdfast-pages',
    hooks: {
      'astro:config:setup': ({ injectRoute }) => {
        injectRoute(page('/', './pages/home.astro'))
        injectRoute(page('/404', './pages/missing.astro'))
        injectRoute(page('/adrs', './pages/decisions.astro'))
        injectRoute(page('/calculations', './pages/calculations.astro'))
        injectRoute(page('/services', './pages/services.astro'))
        injectRoute(page('/evidence', './pages/evidence.astro'))
        injectRoute(page('/evidence.json', './pages/evidence.json.ts'))
        injectRoute(page('/llms.txt', './pages/llms.txt.ts'))
      },
    },
  }
}
