import { eq } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { violatedConstraint } from '#db/client.ts'
import * as charting from '#db/schema/galaxy/charting.ts'
import * as ledger from '#db/schema/galaxy/ledger.ts'
import * as economy from '#db/schema/galaxy/economy.ts'
import * as memory from '#db/schema/galaxy/memory.ts'
import * as combat from '#db/schema/galaxy/combat.ts'
import * as contracts from '#db/schema/galaxy/contracts.ts'
import * as trade from '#db/schema/galaxy/trade.ts'
import * as pilotDays from '#db/schema/galaxy/pilot-days.ts'
import * as events from '#db/schema/galaxy/events.ts'
import * as presence from '#db/schema/galaxy/presence.ts'
import * as space from '#db/schema/galaxy/space.ts'
import * as yard from '#db/schema/galaxy/yard.ts'
import * as access from '#db/schema/platform/access.ts'
import * as alerts from '#db/schema/platform/alerts.ts'
import * as archives from '#db/schema/platform/archives.ts'
import * as billing from '#db/schema/platform/billing.ts'
import * as adminInvitations from '#db/schema/platform/admin-invitations.ts'
import * as bookmarks from '#db/schema/platform/bookmarks.ts'
import * as backups from '#db/schema/platform/backups.ts'
import * as conservation from '#db/schema/platform/conservation.ts'
import * as council from '#db/schema/platform/council.ts'
import * as deployments from '#db/schema/platform/deployments.ts'
import * as diplomacy from '#db/schema/platform/diplomacy.ts'
import * as elections from '#db/schema/platform/elections.ts'
import * as evacuations from '#db/schema/platform/evacuations.ts'
import * as incidents from '#db/schema/platform/incidents.ts'
import * as galaxyNews from '#db/schema/platform/galaxy-news.ts'
import * as accountAccess from '#db/schema/platform/account-access.ts'
import * as mail from '#db/schema/platform/mail.ts'
import * as identity from '#db/schema/platform/identity.ts'
import * as invitations from '#db/schema/platform/invitations.ts'
import * as membership from '#db/schema/platform/membership.ts'
import * as ownership from '#db/schema/platform/ownership.ts'
import * as tierChanges from '#db/schema/platform/tier-changes.ts'
import * as operations from '#db/schema/platform/operations.ts'
import * as pilotRecords from '#db/schema/platform/pilots.ts'
import * as policies from '#db/schema/platform/policies.ts'
import * as privacy from '#db/schema/platform/privacy.ts'
import * as regions from '#db/schema/platform/regions.ts'
import * as reports from '#db/schema/platform/reports.ts'
import * as rememberedPrices from '#db/schema/platform/remembered-prices.ts'
import * as secondFactor from '#db/schema/platform/second-factor.ts'
import * as setAside from '#db/schema/platform/set-aside-messages.ts'
import * as tradeNotes from '#db/schema/platform/trade-notes.ts'
import * as travel from '#db/schema/platform/travel.ts'
import * as voting from '#db/schema/platform/voting.ts'

import { makeRegion } from './make-region.ts'
import { tablesOf, type Row } from './schema-samples.ts'
import { type TestPlatform } from './test-platform.ts'

const TABLES = {
  platform: tablesOf(
    ...[alerts, archives, deployments, incidents],
    ...[access, adminInvitations, backups, billing, bookmarks, conservation, council, diplomacy, elections],
    ...[accountAccess, evacuations, galaxyNews, identity, invitations, mail, membership],
    ...[
      operations,
      ownership,
      tierChanges,
      pilotRecords,
      policies,
      privacy,
      regions,
      rememberedPrices,
      reports,
    ],
    ...[secondFactor, setAside],
    ...[tradeNotes, travel, voting],
  ),
  galaxy: tablesOf(
    ...[charting, combat, contracts, economy, events, ledger, memory],
    ...[pilotDays, presence, space, trade, yard],
  ),
}
export type DatabaseKind = keyof typeof TABLES
const nameOf = (table: PgTable) => getTableConfig(table).name
/** Every table of both kinds of database. */
export const ALL_TABLES = (['platform', 'galaxy'] as const).flatMap((kind) =>
  TABLES[kind].map((table) => ({ kind, table, name: nameOf(table) })),
)

/** References are looked for by triggers, which a replica does not fire. */
export const WITHOUT_REFERENCES = 'set local session_replication_role = replica'

/** A database of each kind as migrations make it, to write rows into that leave no trace. */
export function useSchemaDatabases(platform: TestPlatform) {
  const clients: Partial<Record<DatabaseKind, pg.Client>> = {}
  const clientOf = (kind: DatabaseKind): pg.Client => {
    const client = clients[kind]
    if (!client) throw new Error('connected from beforeAll on')
    return client
  }

  beforeAll(async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const [registered] = await platform.db
      .select()
      .from(regions.galaxies)
      .where(eq(regions.galaxies.id, region.galaxyId ?? ''))
    const url = new URL(platform.url)
    clients.platform = new pg.Client({ connectionString: url.toString() })
    url.pathname = `/${registered?.databaseName ?? ''}`
    clients.galaxy = new pg.Client({ connectionString: url.toString() })
    for (const client of Object.values(clients)) await client.connect()
  })
  afterAll(async () => {
    for (const client of Object.values(clients)) await client.end()
  })

  /** Writes a row and takes everything back. Answers the constraint that refused it, null when none did. */
  async function write(
    kind: DatabaseKind,
    table: string,
    row: Row,
    ...before: string[]
  ): Promise<string | null> {
    const client = clientOf(kind)
    const columns = Object.keys(row)
    await client.query('begin')
    try {
      for (const statement of before) await client.query(statement)
      await client.query(
        `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, n) => `$${n + 1}`).join(', ')})`,
        Object.values(row),
      )
      await client.query('set constraints all immediate')
      return null
    } catch (error) {
      const constraint = violatedConstraint(error)
      if (constraint === null) throw error
      return constraint
    } finally {
      await client.query('rollback')
    }
  }

  return { clientOf, write }
}
