import { z } from 'zod'

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

const SHAPE_MESSAGE =
  'A region name has 3 to 50 lower-case letters, digits and single hyphens, and starts and ends with a letter or digit.'

/** A region's name: the slug in its address. Not trimmed or folded: stored as typed. */
export const regionNameSchema = z
  .string(SHAPE_MESSAGE)
  .min(REGION_NAME_MIN_LENGTH, SHAPE_MESSAGE)
  .max(REGION_NAME_MAX_LENGTH, SHAPE_MESSAGE)
  .regex(REGION_NAME_SHAPE, SHAPE_MESSAGE)
  .refine((name) => !RESERVED_REGION_NAMES.has(name), 'This name is reserved.')

/** Suggests a name: "Álfheim Reach!" → `alfheim-reach`. May be too short or reserved; validate it afterwards. */
export const suggestRegionName = (displayName: string): string =>
  displayName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, REGION_NAME_MAX_LENGTH)
    .replace(/^-+|-+$/g, '')
