import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { type Plugin } from 'vite'

type IconNode = readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[]
type IconFile = { __iconData: { node: IconNode } }

export const ICONS_ID = '\0icons'

/**
 * Draws the pages' Lucide icons from one picture file. Inside the scripts they were a tenth of what every page loads, parses
 * and hydrates; in a picture they are loaded once and cost a page one element each.
 */
export async function iconSprite(sources: string): Promise<Plugin> {
  const icons = await readIcons(namesIn(sources))
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${[...icons.values()].map(symbolOf).join('')}</svg>`
  const fileName = `assets/icons-${createHash('sha256').update(sprite).digest('base64url').slice(0, 8)}.svg`
  return {
    name: 'icon-sprite',
    enforce: 'pre',
    apply: 'build',
    resolveId: (id) => (id === 'lucide-react' ? ICONS_ID : null),
    load: (id) => (id === ICONS_ID ? moduleOf(icons, `/${fileName}`) : null),
    generateBundle() {
      if (this.environment.name === 'client') this.emitFile({ type: 'asset', fileName, source: sprite })
    },
  }
}

/** The icons that pages import, by their names in the code. */
function namesIn(sources: string): Set<string> {
  const names = new Set<string>()
  for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.tsx')) continue
    const code = readFileSync(path.join(sources, file), 'utf8')
    for (const [, list = ''] of code.matchAll(/import \{([^}]*)\} from 'lucide-react'/g))
      for (const specifier of list.split(',')) names.add(specifier.trim().split(' as ')[0] ?? '')
  }
  names.delete('')
  return names
}

type Icon = { id: string; node: IconNode }

async function readIcons(names: ReadonlySet<string>): Promise<Map<string, Icon>> {
  const library = path.join(createRequire(import.meta.url).resolve('lucide-react'), '../../esm')
  const fileOf = new Map<string, string>()
  const exported = readFileSync(path.join(library, 'lucide-react.mjs'), 'utf8')
  for (const [, list = '', file = ''] of exported.matchAll(/export \{ (.+) \} from '\.\/icons\/(.+)\.mjs'/g))
    for (const name of list.split(', ')) fileOf.set(name.replace('default as ', ''), file)
  const icons = new Map<string, Icon>()
  for (const name of [...names].sort()) {
    const id = fileOf.get(name)
    if (id === undefined) throw new Error(`lucide-react has no icon ${name}`)
    const { __iconData } = (await import(path.join(library, `icons/${id}.mjs`))) as IconFile
    icons.set(name, { id, node: __iconData.node })
  }
  return icons
}

/** Lines and colours come from the `<svg>` that uses the symbol. */
function symbolOf({ id, node }: Icon): string {
  const shapes = node.map(([tag, attributes]) => {
    const written = Object.entries(attributes).filter(([name]) => name !== 'key')
    return `<${tag}${written.map(([name, value]) => ` ${name}="${value}"`).join('')}/>`
  })
  return `<symbol id="${id}" viewBox="0 0 24 24">${shapes.join('')}</symbol>`
}

const moduleOf = (icons: ReadonlyMap<string, Icon>, url: string): string => `
import { createElement } from 'react'
const icon = (id) => (props) =>
  createElement(
    'svg',
    { width: 24, height: 24, fill: 'none', stroke: 'currentColor', strokeWidth: 2, strokeLinecap: 'round', strokeLinejoin: 'round',
      'aria-hidden': !props['aria-label'], ...props },
    createElement('use', { href: ${JSON.stringify(`${url}#`)} + id }),
  )
${[...icons].map(([name, { id }]) => `export const ${name} = /*#__PURE__*/ icon('${id}')`).join('\n')}
`
