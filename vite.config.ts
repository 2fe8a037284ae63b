import path from 'node:path'
import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'
import remixConfig from './remix.config.js'
import { ICONS_ID, iconSprite } from './scripts/icon-sprite.ts'
import { keepRoutes, ROUTER_FILE } from './scripts/route-matching.mjs'

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [
    iconSprite(path.join(import.meta.dirname, 'app')),
    pureDomain(),
    serverRoutes(),
    tailwindcss(),
    remix(remixConfig),
  ],
  // Otherwise `import { type X } from 'y'` loads y in the browser for its side effects, server packages included.
  esbuild: { tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } } },
  build: {
    target: 'es2022',
    sourcemap: false,
    reportCompressedSize: false,
    rollupOptions: { output: isSsrBuild ? {} : { manualChunks: chunkOf } },
  },
  // The libraries of the pages are part of the build: production installs none of them.
  ssr: command === 'build' ? { noExternal: true } : {},
}))

/** Few files, by who needs them; the first rule that fits counts. Anything else goes with the pages that load it. */
const CHUNKS: readonly (readonly [string, RegExp])[] = [
  // What every page runs on.
  [
    'framework',
    /^node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|turbo-stream|@remix-run)\//,
  ],
  // For the pages that validate.
  ['zod', /^(node_modules\/zod|server\/domain\/(culture\/theme-schema|regions\/region-name-schema))\b/],
  // What the founding wizard checks while one types, without that library.
  ['founding', /^server\/domain\/(culture\/theme-problems|regions\/region-name)\.ts/],
  ['calls', /^(node_modules\/@trpc|app\/lib\/trpc-client)/],
  ['charts', /^(app\/components\/(range-links|ui\/(chart|sparkline))|node_modules\/d3-array)/],
  [
    'map',
    /^app\/(components\/(map\/(?!shape-legend)|sector-list)|lib\/(map-view|galaxy-map|listed-sectors|use-place-map|contract-overlay))/,
  ],
  // Maps in a frame, with their legend; overlays are loaded when somebody wants one.
  ['framed-map', /^app\/components\/(map\/shape-legend|ui\/(star-map|kbd)|place-map)/],
  ['overlays', /^app\/lib\/map-overlay/],
  // The rules of trade and ships, for the pages that pilots play on.
  [
    'pilots',
    /^(server\/domain\/(trade|ships|contracts)\/|server\/domain\/(economy\/(quote|price-curve)|galaxy\/turns)\.|app\/components\/(rank-link|route-filter-fields|ui\/(keep-focus|level-bar)))/,
  ],
  // Controls that few pages have besides those of governments.
  [
    'controls',
    /^app\/components\/(pilot-tabs|ui\/(confirm-dialog|radio-cards|switch|status-badge|stat-tile|tab-nav|log-pager))\./,
  ],
  // What the pages of regions share, and the rules of their laws.
  [
    'region',
    /^(server\/domain\/(regions\/(lever-table|levers|powers-table|powers|bounds|wire-settings)|culture\/theme|economy\/output)\.|app\/lib\/(settings-form|term-field-id)\.)/,
  ],
  [
    'region',
    /^app\/components\/(ui\/diff|region\/(describe-changes|impact-list|policy-changes|output-bars|filter-bar|law-entry|law-list|offices-panel|motion-table|policy-table|turnout-meter|recall-link|build-|words|treaty-words|record-link|vote-notes))/,
  ],
  // Forms of laws and settings with their review; ballots and results.
  ['settings', /^app\/components\/region\/(\w+-fields|change-review|proposal-form|theme-preview)/],
  [
    'votes',
    /^app\/(components\/region\/(motion-ballot|motion-result|ranked-ballot|ranking-list)|lib\/ranked-form)/,
  ],
  // Rules of accounts, mails and reports, for the pages of an account and of administrators. What every page shows must not need them.
  [
    'accounts',
    /^(server\/domain\/(identity|mail|reports|privacy)\/|app\/(components\/(report-link|export-panel)|lib\/device-name)\.)/,
  ],
  // How a region ends and changes hands, for the pages that say so.
  [
    'closing',
    /^(server\/domain\/(ownership\/|regions\/(closing-stages|may-export-region|end-notices|archive-steps)\.)|app\/components\/region\/(closing-|halt-banner|rescue-page))/,
  ],
  // Sizes of regions, for the pages that sell them.
  ['tiers', /^(server\/domain\/billing\/tier|app\/components\/billing\/)/],
  // Rules of what operators look at and write of it.
  [
    'operators',
    /^(server\/domain\/((incidents|alerts|backups)\/|operations\/(failed-jobs|refused-requests)\.|billing\/(dunning-step|refunds|hosting-costs)\.)|app\/(lib\/runbook-blocks|components\/ui\/paged-table))/,
  ],
  // What every page shows, and the rules that it needs for that.
  ['interface', /^server\/domain\//],
  ['interface', /^(node_modules\/(clsx|class-variance-authority)|app\/lib)\//],
  ['interface', /^app\/components\/([\w-]+\.tsx|ui\/(?!progress|kbd))/],
]

const chunkOf = (id: string): string | undefined => {
  if (id === ICONS_ID) return 'interface'
  const file = id.slice(import.meta.dirname.length + 1)
  return CHUNKS.find(([, files]) => files.test(file))?.[0]
}

/**
 * Lets the browser's build leave out rules that a page does not use, and with them the library that schemas are written in.
 * The domain is pure: making a value of it does nothing else, which a bundler cannot know.
 */
function pureDomain(): Plugin {
  const domain = path.join(import.meta.dirname, 'server/domain/')
  return {
    name: 'pure-domain',
    transform(code, id, options) {
      if (options?.ssr || !id.startsWith(domain)) return null
      let pure = code
      for (const statement of this.parse(code).body.reverse()) {
        const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
        if (declared?.type !== 'VariableDeclaration') continue
        for (const { init } of declared.declarations.reverse()) {
          if (!init || init.type === 'Literal' || init.type === 'ArrowFunctionExpression') continue
          const { start, end } = positionOf(init)
          pure = `${pure.slice(0, start)}/*#__PURE__*/ (() => (${code.slice(start, end)}))()${pure.slice(end)}`
        }
      }
      return { code: pure, map: null }
    },
  }
}

/** In the server's build, lets the router keep what it works out about routes. */
function serverRoutes(): Plugin {
  return {
    name: 'server-routes',
    apply: 'build',
    transform: (code, id, options) =>
      options?.ssr && ROUTER_FILE.test(id) ? { code: keepRoutes(id, code), map: null } : null,
  }
}

/** Where a node of Rollup's syntax tree stands: every node says it, though the standard's types do not. */
const positionOf = (node: object): { start: number; end: number } => node as { start: number; end: number }
