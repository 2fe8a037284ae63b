export const REGION_NAME_MIN_LENGTH = 3
export const REGION_NAME_MAX_LENGTH = 50

/** Names that collide with an address of the platform, or could be mistaken for the platform or its staff. */
export const RESERVED_REGION_NAMES: ReadonlySet<string> = new Set([
  ...[
    'nexus',
    'central-nexus',
    'central',
    'galaxy',
    'galactic',
    'galactic-council',
    'sectorwars',
    'platform',
  ],
  ...[
    'admin',
    'administrator',
    'root',
    'system',
    'support',
    'staff',
    'moderator',
    'security',
    'official',
    'help',
  ],
  ...[
    'api',
    'app',
    'assets',
    'static',
    'public',
    'www',
    'mail',
    'docs',
    'status',
    'health',
    'healthz',
    'readyz',
  ],
  ...[
    'account',
    'login',
    'logout',
    'signup',
    'register',
    'auth',
    'oauth',
    'password',
    'session',
    'sessions',
    'me',
  ],
  ...['regions', 'region', 'my-region', 'governor', 'council', 'new', 'edit', 'create', 'delete', 'settings'],
  ...[
    'pricing',
    'subscriptions',
    'subscription',
    'billing',
    'payment',
    'paypal',
    'checkout',
    'webhooks',
    'found',
  ],
  ...[
    'policies',
    'elections',
    'treaties',
    'members',
    'economy',
    'governance',
    'culture',
    'diplomacy',
    'stats',
  ],
  ...[
    'null',
    'undefined',
    'true',
    'false',
    'test',
    'all',
    'none',
    'default',
    'template',
    'postgres',
    'events',
  ],
])

export const REGION_NAME_SHAPE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

export const REGION_NAME_RESERVED_MESSAGE = 'This name is reserved.'
export const REGION_NAME_SHAPE_MESSAGE =
  'A region name has 3 to 50 lower-case letters, digits and single hyphens, and starts and ends with a letter or digit.'

/** What is wrong with a region's name, as people are told; null if nothing is. For pages that check while one types. */
export function regionNameProblem(name: string): string | null {
  const hasShape =
    name.length >= REGION_NAME_MIN_LENGTH &&
    name.length <= REGION_NAME_MAX_LENGTH &&
    REGION_NAME_SHAPE.test(name)
  if (!hasShape) return REGION_NAME_SHAPE_MESSAGE
  return RESERVED_REGION_NAMES.has(name) ? REGION_NAME_RESERVED_MESSAGE : null
}

/** Suggests a name: "Álfheim Reach!" → `alfheim-reach`. May be too short or reserved; validate it afterwards. */
export const suggestRegionName = (displayName: string): string =>
  displayName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, REGION_NAME_MAX_LENGTH)
    .replace(/^-+|-+$/g, '')
