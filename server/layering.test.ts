import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const FOLDERS = ['app', 'server', 'db', 'jobs']

type SourceFile = { path: string; text: string; imports: { target: string; typeOnly: boolean }[] }

const sources = FOLDERS.flatMap((folder) => filesBelow(folder))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .map(readSource)

/** Layers by path; the first match counts. */
const LAYERS: [string, RegExp][] = [
  ['testing', /^server\/testing\//],
  [
    'entry',
    /^(server\/(main|runtime|env|log)\.ts|server\/.*\/main\.ts|server\/cli\/|db\/seed\/|jobs\/worker\.ts)/,
  ],
  ['domain', /^server\/(domain\/|errors\.ts)/],
  ['services', /^server\/services\//],
  ['galaxy', /^server\/galaxy\//],
  ['trpc', /^server\/(trpc|http)\//],
  ['ports', /^server\//],
  ['db', /^db\//],
  ['job-handlers', /^jobs\/(.*\.handler|handlers|schedules)\.ts$/],
  ['job-definitions', /^jobs\//],
  ['app-components', /^app\/(components|lib)\//],
  ['app', /^app\//],
]

/** Who may import whom. The pages know only the router's type from the server. */
const MAY_IMPORT: Record<string, string[]> = {
  domain: ['domain'],
  db: ['db', 'domain'],
  services: ['services', 'galaxy', 'domain', 'db', 'job-definitions', 'ports'],
  galaxy: ['galaxy', 'domain', 'db', 'ports'],
  trpc: ['trpc', 'services', 'domain', 'ports'],
  ports: ['ports', 'galaxy', 'domain', 'db', 'job-definitions'],
  'job-definitions': ['job-definitions', 'domain', 'db'],
  'job-handlers': ['job-handlers', 'job-definitions', 'services', 'domain'],
  'app-components': ['app-components', 'domain'],
  app: ['app', 'app-components', 'domain'],
  entry: [
    'entry',
    'domain',
    'services',
    'galaxy',
    'trpc',
    'ports',
    'db',
    'job-definitions',
    'job-handlers',
    'testing',
  ],
  testing: [
    'testing',
    'entry',
    'domain',
    'services',
    'galaxy',
    'trpc',
    'ports',
    'db',
    'job-definitions',
    'job-handlers',
  ],
}

const layerOf = (file: string) => LAYERS.find(([, pattern]) => pattern.test(file))?.[0] ?? 'unknown'

describe('layers', () => {
  it('has files in every layer', () => {
    expect(new Set(sources.map((s) => layerOf(s.path)))).toEqual(new Set(Object.keys(MAY_IMPORT)))
  })

  it('allows imports only in the allowed direction', () => {
    const wrong = sources.flatMap((source) => {
      const from = layerOf(source.path)
      return source.imports
        .filter(({ target, typeOnly }) => {
          const to = layerOf(target)
          return !typeOnly && !MAY_IMPORT[from]?.includes(to)
        })
        .map(({ target }) => `${source.path} (${from}) → ${target} (${layerOf(target)})`)
    })
    expect(wrong).toEqual([])
  })

  it('keeps server code out of browser code, except by `import type`', () => {
    // `import { type X }` keeps an import of the module (verbatimModuleSyntax).
    const loading = /^import \{[^}]*\} from '#(?!server\/(domain\/|errors\.ts))(server|db|jobs)\//m
    const pages = sources.filter((s) => s.path.startsWith('app/') && !/\.server\.tsx?$/.test(s.path))
    expect(pages.filter((s) => loading.test(s.text)).map((s) => s.path)).toEqual([])
  })

  it('has no import cycles', () => {
    expect(findCircle(sources)).toBeNull()
  })
})

/**
 * Contexts from the lowest up. Each may import, types included, only from earlier ones. Files next to the folders are
 * open to all.
 */
const CONTEXT_ORDER: Record<string, string[]> = {
  'server/domain': [
    'names',
    ...['operations', 'alerts', 'incidents', 'backups'],
    'notifications',
    'mail',
    'identity',
    'privacy',
    'culture',
    'economy',
    'galaxy',
    'ships',
    'nexus',
    'membership',
    'regions',
    ...['provisioning', 'deployments'],
    'voting',
    'diplomacy',
    'trade',
    'contracts',
    'elections',
    'policies',
    'council',
    'combat',
    'travel',
    'records',
    'government',
    'billing',
    'ownership',
    ...['reports', 'administration'],
  ],
  'server/services': [
    'audit',
    ...['mail', 'notifications', 'alerts', 'operations'],
    'regions',
    ...['galaxy', 'deployments'],
    'nexus',
    'voting',
    'diplomacy',
    'economy',
    'elections',
    'membership',
    'laws',
    'policies',
    'council',
    'custody',
    'space',
    'trade',
    'contracts',
    'ships',
    'combat',
    'lifecycle',
    'ownership',
    'provisioning',
    'billing',
    'identity',
    'privacy',
    'platform',
    ...['backups', 'archives'],
    'government',
    'incidents',
    'pilots',
    'reports',
    ...['players', 'exports'],
  ],
}

describe.each(Object.entries(CONTEXT_ORDER))('contexts of %s', (layer, order) => {
  const contextOf = (file: string): string | null =>
    file.startsWith(`${layer}/`) && file.split('/').length > layer.split('/').length + 1
      ? (file.slice(layer.length + 1).split('/')[0] ?? null)
      : null

  it('are all listed in the order', () => {
    const contexts = new Set(sources.map((s) => contextOf(s.path)).filter((context) => context !== null))
    expect([...contexts].sort()).toEqual([...order].sort())
  })

  it('import only from lower ones', () => {
    const wrong = sources.flatMap((source) => {
      const from = contextOf(source.path)
      if (!source.path.startsWith(`${layer}/`)) return []
      return source.imports
        .filter(({ target }) => {
          const to = contextOf(target)
          if (to === null || to === from) return false
          return from === null || order.indexOf(to) > order.indexOf(from)
        })
        .map(({ target }) => `${source.path} → ${target}`)
    })
    expect(wrong).toEqual([])
  })
})

it('keeps the queries of a context private to it', () => {
  const strangers = sources.flatMap((source) =>
    source.imports
      .filter(
        ({ target }) =>
          /^server\/services\/\w+\/queries\.ts$/.test(target) &&
          path.dirname(target) !== path.dirname(source.path),
      )
      .map(({ target }) => `${source.path} → ${target}`),
  )
  expect(strangers).toEqual([])
})

describe('the domain', () => {
  const domain = sources.filter((s) => s.path.startsWith('server/domain/'))

  it('uses no clock and no randomness', () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bcrypto\.randomUUID\(|\bperformance\.now\(/
    expect(domain.filter((s) => impure.test(s.text)).map((s) => s.path)).toEqual([])
  })

  it('imports no Node modules, so browsers can load it', () => {
    expect(domain.filter((s) => /from 'node:/.test(s.text)).map((s) => s.path)).toEqual([])
  })
})

describe('galaxies', () => {
  /** Who owns a galaxy's database: builds it, fills it, generates it. The list may only get shorter. */
  const OWNERS = [
    'db/seed/demo-story.ts',
    'server/services/nexus/generation-record.ts',
    'server/services/nexus/load-claims.ts',
    'server/services/nexus/load-nexus-plan.ts',
    'server/services/nexus/preview-generation.ts',
    'server/services/nexus/replace-nexus.ts',
    'server/services/nexus/run-generation.ts',
    'server/services/nexus/sweep-nexus.ts',
    'server/services/provisioning/build-steps.ts',
  ]
  const isOfGalaxy = ({ path: file }: SourceFile) =>
    /^(server\/(galaxy|galaxies|testing)\/|db\/(schema\/|copy-rows|client))/.test(file)
  const above = sources.filter((s) => !isOfGalaxy(s))
  const touches = (s: SourceFile) =>
    s.imports.some(({ target }) => target.startsWith('db/schema/galaxy/')) ||
    /\.withGalaxy\(|\bwithGalaxy\b/.test(s.text)

  it('are asked by GalaxyApi only: nobody above it knows their tables or their databases but their owners', () => {
    expect(
      above
        .filter(touches)
        .map((s) => s.path)
        .sort(),
    ).toEqual(OWNERS)
  })

  it('run no code of theirs in the platform but by GalaxyApi', () => {
    const shared = ['server/galaxy/galaxy-api.ts', 'server/galaxy/not-present.ts']
    const isShared = (target: string) => shared.includes(target) || target.startsWith('server/galaxy/api/')
    const borrowed = above
      .filter((s) => !OWNERS.includes(s.path))
      .filter((s) =>
        s.imports.some(
          ({ target, typeOnly }) => !typeOnly && target.startsWith('server/galaxy/') && !isShared(target),
        ),
      )
    expect(borrowed.map((s) => s.path)).toEqual([])
  })

  it('know nothing of the platform’s tables', () => {
    const knowing = sources.filter(
      (s) =>
        s.path.startsWith('server/galaxy/') &&
        s.imports.some(({ target }) => target.startsWith('db/schema/platform/')),
    )
    expect(knowing.map((s) => s.path)).toEqual([])
  })
})

describe('tables', () => {
  it('state which kind of database they belong to', () => {
    const unsaid = sources.filter(
      (s) =>
        /^db\/schema\/(platform|galaxy)\//.test(s.path) &&
        /\bpgTable\b[^}]*\} from 'drizzle-orm/.test(s.text),
    )
    expect(unsaid.map((s) => s.path)).toEqual([])
  })
})

describe('house rules', () => {
  it('reads process.env in the entry points only', () => {
    const readers = sources.filter((s) => /process\.env\b/.test(s.text)).map((s) => s.path)
    expect(readers.filter((file) => !['entry', 'testing'].includes(layerOf(file)))).toEqual([])
  })

  it('takes the time only from the injected clock', () => {
    const watchers = sources.filter(
      (s) => s.path.startsWith('server/services/') && /\bnew Date\(\)|\bDate\.now\(/.test(s.text),
    )
    expect(watchers.map((s) => s.path)).toEqual([])
  })

  /**
   * REST answers, records and the counts in them call a person `playerId`, and their form is fixed. The list may only get shorter:
   * it is what such an answer is made of.
   */
  const PUBLISHED =
    /^app\/|(^|\/)wire\.ts$|^server\/domain\/(elections\/(count|plurality|ranked-\w+|results-text)|records\/vote-record)\.ts$/
  const PUBLISHERS = [
    'server/services/council/get-motion-record.ts',
    'server/services/elections/count-election.ts',
    'server/services/elections/election-view.ts',
    'server/services/elections/get-election.ts',
    'server/services/government/list-members.ts',
    'server/services/reports/read-matter.ts',
    'server/services/voting/get-delegations.ts',
    'server/services/voting/vote-rows.ts',
  ]

  it('calls a person `userId`, and one on a roll `voterId`, everywhere but in what is published', () => {
    const speakers = sources.filter(
      ({ path: file, text }) => /\bplayerId\b/.test(text) && !PUBLISHED.test(file),
    )
    expect(speakers.map((s) => s.path).sort()).toEqual(PUBLISHERS)
  })

  it('writes per cent one way, without a space', () => {
    const spaced = sources.filter((s) => /(?:\d|\}) %(?=['"`.,;:)<])/.test(s.text))
    expect(spaced.map((s) => s.path)).toEqual([])
  })

  it('has no catch-all file names', () => {
    expect(
      sources.filter((s) => /(^|\/)(utils?|helpers?|common|misc)\.tsx?$/.test(s.path)).map((s) => s.path),
    ).toEqual([])
  })

  it('has no file that only re-exports', () => {
    const barrels = sources.filter((s) => {
      const statements = s.text
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.trim().startsWith('//'))
      return statements.length > 0 && statements.every((line) => /^export .* from '/.test(line))
    })
    expect(barrels.map((s) => s.path)).toEqual([])
  })
})

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
}

function readSource(file: string): SourceFile {
  const text = readFileSync(path.join(ROOT, file), 'utf8')
  const imports = [...text.matchAll(/^(?:import|export)\s+([\s\S]*?)from\s+'([^']+)'/gm)].flatMap(
    ([, what = '', from = '']) => {
      const target = resolve(file, from)
      const names = what.replace(/^type\s/, '').trim()
      const typeOnly =
        what.startsWith('type ') ||
        (names.startsWith('{') &&
          names
            .slice(1, -2)
            .split(',')
            .filter((n) => n.trim())
            .every((n) => n.trim().startsWith('type ')))
      return target ? [{ target, typeOnly }] : []
    },
  )
  return { path: file, text, imports }
}

/** A project file, or null for packages. */
function resolve(file: string, from: string): string | null {
  const target = from.startsWith('#')
    ? from.slice(1)
    : from.startsWith('.')
      ? path.join(path.dirname(file), from)
      : null
  return target && /\.tsx?$/.test(target) ? path.normalize(target) : null
}

function findCircle(files: SourceFile[]): string | null {
  const next = new Map(files.map((f) => [f.path, f.imports.filter((i) => !i.typeOnly).map((i) => i.target)]))
  const done = new Set<string>()
  const visit = (file: string, trail: string[]): string | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file].join(' → ')
    if (done.has(file)) return null
    for (const target of next.get(file) ?? []) {
      const circle = visit(target, [...trail, file])
      if (circle) return circle
    }
    done.add(file)
    return null
  }
  const circles = [...next.keys()].map((file) => visit(file, []))
  return circles.find((circle) => circle !== null) ?? null
}
