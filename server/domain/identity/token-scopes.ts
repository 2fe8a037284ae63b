/** What a personal token may be used for. Nothing about the account itself, its payments or administration. */
export const TOKEN_SCOPES = ['read', 'play', 'govern'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

export const SCOPE_TEXTS: Record<TokenScope, { label: string; text: string }> = {
  read: { label: 'Read', text: 'See what you see: regions, votes, markets, your pilot and your log.' },
  play: { label: 'Play', text: 'Fly, trade, fight, take contracts, order at shipyards.' },
  govern: { label: 'Govern', text: 'Vote, stand, propose, join regions and run the ones you hold.' },
}

export const TOKEN_NAME_MAX_LENGTH = 60
export const TOKEN_DAYS_MAX = 366
/** Tokens that one person may have at a time. */
export const TOKENS_MAX = 20

/** What a subject's changes need; `log-in` is for nobody but the person. Reading needs `read` where there is any scope. */
export type NeededScope = TokenScope | 'log-in'
const OF_CHANGES: Record<string, NeededScope> = {
  address: 'log-in',
  adminInvites: 'log-in',
  alerts: 'log-in',
  archives: 'log-in',
  backups: 'log-in',
  billing: 'log-in',
  combat: 'play',
  confirmation: 'log-in',
  contracts: 'play',
  council: 'govern',
  deployments: 'log-in',
  diplomacy: 'govern',
  economy: 'play',
  elections: 'govern',
  identity: 'log-in',
  incidents: 'log-in',
  mail: 'log-in',
  membership: 'govern',
  nexus: 'log-in',
  notifications: 'play',
  operations: 'log-in',
  ownership: 'govern',
  passkeys: 'log-in',
  pilots: 'play',
  players: 'log-in',
  policies: 'govern',
  privacy: 'log-in',
  provisioning: 'log-in',
  recovery: 'log-in',
  regions: 'govern',
  reports: 'log-in',
  secondFactor: 'log-in',
  ships: 'play',
  space: 'play',
  status: 'log-in',
  trade: 'play',
  travel: 'play',
  treasury: 'govern',
  voting: 'govern',
}
/** Subjects of which a token may not even read, save one's own name. */
const PRIVATE_SUBJECTS = new Set([
  ...['address', 'adminInvites', 'billing', 'confirmation', 'identity', 'mail', 'players'],
  ...['passkeys', 'privacy', 'recovery', 'secondFactor'],
])
const READABLE = new Set(['identity.me'])

/** What a personal token needs for a procedure, by its name such as `trade.sell`. What is unknown needs a log-in. */
export function scopeNeeded(procedure: string, kind: 'query' | 'mutation' | 'subscription'): NeededScope {
  const subject = procedure.split('.')[0] ?? ''
  const ofChanges = Object.hasOwn(OF_CHANGES, subject) ? OF_CHANGES[subject] : undefined
  if (ofChanges === undefined) return 'log-in'
  if (kind === 'mutation') return ofChanges
  return PRIVATE_SUBJECTS.has(subject) && !READABLE.has(procedure) ? 'log-in' : 'read'
}

/** The subjects that a scope is known for. */
export const SCOPED_SUBJECTS: readonly string[] = Object.keys(OF_CHANGES)
