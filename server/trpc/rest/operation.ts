import { type z } from 'zod'
import { type RestSchemaName } from './schemas.ts'

export const REST_TAGS = {
  auth: 'Accounts and tokens of programs.',
  me: 'Your own account.',
  galaxy: 'The galaxy and its pilots, as everybody sees them.',
  play: 'Your ship: flying, markets and trade.',
  regions: 'Regions: their settings, people and money.',
  votes: 'Policies, elections, recalls and delegated votes.',
  treaties: 'Treaties between regions.',
  nexus: 'The Central Nexus and the Galactic Council.',
  subscriptions: 'What is paid for.',
  status: 'Whether the platform answers.',
  admin: 'The platform, for its administrators. Personal tokens open none of it.',
} as const
export type RestTag = keyof typeof REST_TAGS

/** Where REST serves a procedure, and what of it REST names differently. */
export type RestOperation = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `{name}` stands for one segment. */
  path: `/${string}`
  tag: RestTag
  summary: string
  description?: string
  /** What is answered: fields that the schema does not name are not sent. Null: nothing is, with status 204. */
  answer: RestSchemaName | null
  /** REST's name of a field → the procedure's. */
  names?: Readonly<Record<string, string>>
  /** Fields that pages may leave out and REST may not. */
  requires?: readonly string[]
  /** Fields whose schema says less than the rules that read them. */
  documented?: Readonly<Record<string, z.ZodType>>
}

/** Who may call a procedure at all. What a member or office holder may do is decided by the verb. */
export type Access = 'anyone' | 'player' | 'admin'

export type ProcedureMeta = { access?: Access; rest?: RestOperation }

/** The same as the operations of a governed region: `regionId` says which, for those who govern several. */
export const OF_MY_REGION = { regionId: 'region' } as const
/** For operations whose path names the region. */
export const OF_NAMED_REGION = { name: 'region' } as const
