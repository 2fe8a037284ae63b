import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'
import remixConfig from './remix.config.js'

export default defineConfig({
  plugins: [singleIcons(), tailwindcss(), remix(remixConfig)],
  // Otherwise `import { type X } from 'y'` loads y in the browser for its side effects, server packages included.
  esbuild: { tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } } },
  build: { target: 'es2022', sourcemap: false, reportCompressedSize: false },
})

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
