import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'
import remixConfig from './remix.config.js'

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [singleIcons(), pureDomain(), tailwindcss(), remix(remixConfig)],
  // Otherwise `import { type X } from 'y'` loads y in the browser for its side effects, server packages included.
  esbuild: { tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } } },
  build: {
    target: 'es2022',
    sourcemap: false,
    reportCompressedSize: false,
    rollupOptions: { output: isSsrBuild ? {} : { manualChunks: chunkOf } },
  },
  // The libraries of the pages are part of the build: production installs none of them.
  ssr: { noExternal: true },
}))

/** Few files, by who needs them; the first rule that fits counts. Anything else goes with the pages that load it. */
const CHUNKS: readonly (readonly [string, RegExp])[] = [
  // What every page runs on.
  [
    'framework',
    /^node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|turbo-stream|@remix-run)\//,
  ],
  // For the pages that validate.
  ['zod', /^(node_modules\/zod|server\/domain\/(culture\/theme-schema|regions\/region-name))\b/],
  ['calls', /^(node_modules\/@trpc|app\/lib\/trpc-client)/],
  ['charts', /^app\/components\/ui\/(chart|sparkline)/],
  [
    'map',
    /^app\/(components\/(ui\/(star-map|use-map)|place-map|sector-list)|lib\/(map-view|galaxy-map|use-place-map))/,
  ],
  // Menus and remarks, which few pages have; dialogs and sliders, which many have.
  [
    'menus',
    /^node_modules\/(@floating-ui|@radix-ui\/react-(popper|menu|tooltip|dropdown-menu|roving-focus|arrow))/,
  ],
  ['menus', /^app\/components\/ui\/(dropdown-menu|tooltip)\./],
  ['dialogs', /^node_modules\/(@radix-ui|radix-ui|react-remove-scroll|react-style|aria-hidden|use-)/],
  ['dialogs', /^app\/components\/ui\/(slider|dialog|confirm-dialog)\./],
  [
    'forms',
    /^app\/(components\/ui\/(radio|switch|select|checkbox|textarea|input|number-input|field|copy)|lib\/(settings-form|form-text|term-field))/,
  ],
  // What the pages of regions share.
  [
    'region',
    /^app\/components\/region\/(offices-panel|motion-table|policy-table|turnout-meter|recall-link|build-|words|treaty-words|record-link|vote-notes)/,
  ],
  // Rules, without the schemas that no page uses.
  ['rules', /^server\/domain\//],
  // What every page shows.
  ['interface', /^(node_modules\/(lucide-react|tailwind-merge|clsx|class-variance-authority)|app\/lib)\//],
  ['interface', /^app\/components\/([\w-]+\.tsx|ui\/(?!progress|diff|kbd|theme))/],
]

const chunkOf = (id: string): string | undefined => {
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

/** Where a node of Rollup's syntax tree stands: every node says it, though the standard's types do not. */
const positionOf = (node: object): { start: number; end: number } => node as { start: number; end: number }

/**
 * In the browser's build, takes each icon from its own file. The package's main file lists all 2,000 of them, and reading
 * those takes longer than everything else.
 */
function singleIcons(): Plugin {
  const main = path.join(createRequire(import.meta.url).resolve('lucide-react'), '../../esm/lucide-react.mjs')
  const fileOf = new Map<string, string>()
  for (const [, names = '', file = ''] of readFileSync(main, 'utf8').matchAll(
    /export \{ (.+) \} from '\.\/icons\/(.+)\.mjs'/g,
  ))
    for (const name of names.split(', ')) fileOf.set(name.replace('default as ', ''), file)
  return {
    name: 'single-icons',
    enforce: 'pre',
    transform(code, id, options) {
      if (options?.ssr || id.includes('/node_modules/')) return null
      return code.replaceAll(/import \{([^}]*)\} from 'lucide-react'/g, (whole, list: string) => {
        const single = (list.match(/\w+( as \w+)?/g) ?? []).map((specifier) => {
          const [name = '', alias = name] = specifier.split(' as ')
          const file = fileOf.get(name)
          return file ? `import ${alias} from 'lucide-react/icons/${file}'` : null
        })
        return single.includes(null) ? whole : single.join(';')
      })
    },
  }
}
