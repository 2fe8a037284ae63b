import { eq } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  EARLIER,
  inLawfulState,
  LATER,
  lawfulRow,
  rulesOf,
  SOME_ID,
  tablesOf,
  violationsOf,
  type Row,
} from '#server/testing/schema-samples.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { violatedConstraint } from './client.ts'
import * as charting from './schema/galaxy/charting.ts'
import * as invitations from './schema/platform/invitations.ts'
import * as ledger from './schema/galaxy/ledger.ts'
import * as economy from './schema/galaxy/economy.ts'
import * as memory from './schema/galaxy/memory.ts'
import * as combat from './schema/galaxy/combat.ts'
import * as contracts from './schema/galaxy/contracts.ts'
import * as trade from './schema/galaxy/trade.ts'
import * as pilotDays from './schema/galaxy/pilot-days.ts'
import * as events from './schema/galaxy/events.ts'
import * as presence from './schema/galaxy/presence.ts'
import * as space from './schema/galaxy/space.ts'
import * as yard from './schema/galaxy/yard.ts'
import * as access from './schema/platform/access.ts'
import * as billing from './schema/platform/billing.ts'
import * as bookmarks from './schema/platform/bookmarks.ts'
import * as conservation from './schema/platform/conservation.ts'
import * as council from './schema/platform/council.ts'
import * as diplomacy from './schema/platform/diplomacy.ts'
import * as elections from './schema/platform/elections.ts'
import * as identity from './schema/platform/identity.ts'
import * as membership from './schema/platform/membership.ts'
import * as operations from './schema/platform/operations.ts'
import * as pilotRecords from './schema/platform/pilots.ts'
import * as policies from './schema/platform/policies.ts'
import * as regions from './schema/platform/regions.ts'
import * as rememberedPrices from './schema/platform/remembered-prices.ts'
import * as tradeNotes from './schema/platform/trade-notes.ts'
import * as travel from './schema/platform/travel.ts'
import * as voting from './schema/platform/voting.ts'

const platform = useTestPlatform()

const TABLES = {
  platform: tablesOf(
    ...[
      access,
      billing,
      bookmarks,
      conservation,
      council,
      diplomacy,
      elections,
      identity,
      invitations,
      membership,
    ],
    ...[operations, pilotRecords, policies, regions, rememberedPrices, tradeNotes, travel, voting],
  ),
  galaxy: tablesOf(
    ...[charting, combat, contracts, economy, events, ledger, memory],
    ...[pilotDays, presence, space, trade, yard],
  ),
}
type Kind = keyof typeof TABLES
const nameOf = (table: PgTable) => getTableConfig(table).name
const all = (['platform', 'galaxy'] as const).flatMap((kind) =>
  TABLES[kind].map((table) => ({ kind, table, name: nameOf(table) })),
)

/** What a lawful row of a table needs beyond what the rules of single columns tell. */
const FIXED: Record<string, Row> = {
  users: { email: 'pilot@example.test', callsign: 'Pilot' },
  regions: { name: 'region', display_name: 'Region', seed: 'seed' },
  region_name_holds: { name: 'region' },
  memberships: { resident_since: EARLIER, citizen_since: EARLIER },
  invitations: { ended_at: LATER, outcome: 'declined' },
  custody: { to_galaxy_id: '22222222-2222-4222-8222-222222222222' },
  treaties: { region_b: '22222222-2222-4222-8222-222222222222' },
  delegations: { delegate_id: '22222222-2222-4222-8222-222222222222' },
  sectors: { id: 900_001, zone: 'border' },
  warps: { from_sector: 900_001, to_sector: 900_002 },
  port_markets: { production_per_day: 0 },
  ledger_postings: { owner_id: SOME_ID },
  ships: { modules: '[]' },
  contracts: { due_at: LATER },
  saved_routes: { from_port: 2, to_port: 1 },
  yard_orders: { cost: 0 },
  ambushes: { until: LATER },
  meetings: { attacker_id: '22222222-2222-4222-8222-222222222222' },
  fights: { won: false, attack: 1, defense: 1, towed_to: null },
}

/** How rules over several columns are broken: those that `violationsOf` cannot read. */
const BROKEN: Record<string, Row[]> = {
  users_email_normalised: [{ email: 'Pilot@example.test' }, { email: ' pilot@example.test' }],
  personal_tokens_may_something: [{ may_read: false, may_play: false, may_govern: false }],
  admin_invites_used: [{ used_by: SOME_ID }],
  memberships_resident_since: ['resident', 'citizen'].map((type) => ({ type, resident_since: null })),
  memberships_citizen_since: [{ type: 'citizen', citizen_since: null }],
  custody_elsewhere: [{ to_galaxy_id: SOME_ID }],
  custody_outcome_when: [{ state: 'landing', landing_galaxy_id: SOME_ID }, { outcome: 'arrived' }],
  custody_landing_galaxy_id_when: [{ state: 'landing', outcome: 'arrived' }, { landing_galaxy_id: SOME_ID }],
  custody_landed_at_when: [
    { state: 'landed', outcome: 'arrived', landing_galaxy_id: SOME_ID },
    { landed_at: EARLIER },
  ],
  custody_closed_at_when: [
    { state: 'closed', outcome: 'arrived', landing_galaxy_id: SOME_ID, landed_at: EARLIER },
    { closed_at: EARLIER },
  ],
  regions_gate_sector: [0, 501].map((gate_sector) => ({ gate_sector, total_sectors: 500 })),
  regions_galaxy_settings_version: [-1, 2].map((version) => ({
    galaxy_settings_version: version,
    settings_version: 1,
  })),
  laws_expired_in_time: [{ expired_at: LATER }],
  scheduled_decrees_lapse_reason: [{ lapse_reason: 'because' }],
  scheduled_decrees_law: [{ law_id: SOME_ID }],
  sectors_district_or_zone: [{ zone: null }, { district: 'transit_hub' }],
  warps_elsewhere: [{ from_sector: 1, to_sector: 1 }],
  saved_routes_elsewhere: [{ from_port: 1, to_port: 1 }],
  port_markets_production: [
    { role: 'sells', production_per_day: -1 },
    { role: 'buys', production_per_day: 1 },
  ],
  ships_modules_known: ['{}', '["laser"]', '["shield","shield","shield","shield"]'].map((modules) => ({
    modules,
  })),
  market_days_close_within: [{ low: 1, high: 2, close: 3 }],
  pilot_totals_given_of_sales: [{ given: 2, sales_net: 1 }],
  trades_price_range: [{ price: -1, spread: 1 }],
  trades_spread_range: [{ price: 1, spread: -1 }],
  trades_tariff_range: [{ price: 1, tariff: -1 }],
  trades_net_range: [{ side: 'sell', tax: 1, net: -1 }],
  trades_adds_up: [{ net: 900 }, { side: 'sell', price: 10, spread: 1, tax: 1, net: 10 }],
  contracts_kind_enum: [{ kind: 'banana', commodity: null }],
  contracts_from_port_id_when: [{ kind: 'courier', commodity: null }, { from_port_id: 1 }],
  contracts_delivered_of_units: [{ units: 0 }, { delivered: -1 }, { delivered: 2 }],
  contracts_taken_at_order: [{ state: 'taken', user_id: SOME_ID, taken_at: '2100-01-01T00:00:00Z' }],
  contracts_pilot: [
    { user_id: SOME_ID, taken_at: EARLIER },
    { state: 'taken' },
    { state: 'taken', user_id: SOME_ID },
    { state: 'done', ended_at: EARLIER },
    { kind: 'treasury_job', state: 'taken' },
    { kind: 'treasury_job', state: 'done', ended_at: EARLIER, user_id: SOME_ID, taken_at: EARLIER },
  ],
  day_openings_within_budget: [{ premium_promised: 2, premium_budget: 1 }],
  meetings_two_pilots: [{ attacker_id: SOME_ID }],
  fights_ties_defend: [{ won: true, towed_to: 1 }, { attack: 2 }, { towed_to: 1 }],
  fights_attack_range: [{ attack: 0, defense: 0 }],
  fights_defense_range: [{ attack: 1, defense: -1, won: true, towed_to: 1 }],
  fights_towed_to_range: [{ attack: 2, won: true, towed_to: 0 }],
  yard_orders_kind_enum: [{ kind: 'banana', hull: null }],
  yard_orders_hull_when: [{ hull: null }, { kind: 'repair' }],
  yard_orders_module_when: [{ module: 'shield' }, { kind: 'module', hull: null }],
  yard_orders_adds_up: [{ cost: 1 }, { price: 1, trade_in: 2, cost: -1 }],
  yard_orders_price_range: [{ price: -1, trade_in: -1 }],
  yard_orders_trade_in_range: [{ trade_in: -1, cost: 1 }],
  patrol_days_paid_as_ordered: [{ ordered: 1, paid: 2 }],
  // More than there are would also be more than were ordered.
  patrol_days_paid_range: [{ paid: -1 }],
  votes_region_id_when: [{ region_id: null }, { kind: 'council' }],
  votes_threshold_bp_when: [{ threshold_bp: null }, { kind: 'election', quorum_bp: null }],
  votes_tally_when: [
    { state: 'counted', decided_at: EARLIER, tally_hash: 'hash', tally: null },
    { tally: '{}' },
    { state: 'void', decided_at: EARLIER, tally: '{}' },
  ],
  votes_tally_hash_when: [
    { state: 'counted', decided_at: EARLIER, tally_hash: null, tally: '{}' },
    { tally_hash: 'hash' },
    { state: 'void', decided_at: EARLIER, tally_hash: 'hash' },
  ],
  votes_reward: [{ reward_due_at: EARLIER }],
  elections_vote_id_when: [{ status: 'active' }, { status: 'completed' }, { vote_id: SOME_ID }],
  elections_cancelled_at_when: [{ status: 'cancelled', cancel_reason: 'because' }, { cancelled_at: EARLIER }],
  recalls_vote: [{ vote_id: SOME_ID }, ...['voting', 'recalled', 'kept'].map((status) => ({ status }))],
  recalls_lapsed_at_when: [{ status: 'lapsed', lapse_reason: 'because' }, { lapsed_at: EARLIER }],
  treaty_sides_vote: [{ vote_id: SOME_ID }, { status: 'voting' }, { status: 'stopped' }],
  treaties_two_regions: [{ region_a: SOME_ID, region_b: SOME_ID, offered_by: SOME_ID }],
  treaties_offered_by: [{ offered_by: '33333333-3333-4333-8333-333333333333' }],
  delegations_somebody_else: [{ delegate_id: SOME_ID, delegator_id: SOME_ID }],
  ledger_postings_asset_enum: [{ account_kind: 'transit:in', owner_id: null, asset: 'banana' }],
  ledger_postings_owner: [
    { account_kind: 'purse', owner_id: null },
    { account_kind: 'escrow', owner_id: '12' },
    { account_kind: 'cargo', owner_id: 'ship', asset: 'ore' },
    { account_kind: 'port', owner_id: SOME_ID, asset: 'ore' },
    { account_kind: 'port', owner_id: null, asset: 'ore' },
    { account_kind: 'treasury' },
  ],
  ledger_postings_asset: [
    { account_kind: 'purse', asset: 'ore' },
    { account_kind: 'cargo', asset: 'credits' },
  ],
  ledger_postings_direction: [
    { amount: 0 },
    { account_kind: 'source:charting', owner_id: null, amount: 1 },
    { account_kind: 'sink:berth', owner_id: null, amount: -1 },
  ],
}

/** Rows that go with a value of an enum, where other columns depend on it. */
const BESIDE: Record<string, (value: string) => Row> = {
  'recalls.status': (status) => ({ vote_id: /voting|recalled|kept/.test(status) ? SOME_ID : null }),
  'treaty_sides.status': (status) => ({ vote_id: /voting|stopped/.test(status) ? SOME_ID : null }),
  'sectors.district': () => ({ zone: null }),
  'contracts.state': (state) => (/taken|done/.test(state) ? { user_id: SOME_ID, taken_at: EARLIER } : {}),
  'ledger_postings.account_kind': (kind) => ({
    owner_id: /^(purse|escrow|cargo)$/.test(kind) ? SOME_ID : kind === 'port' ? '12' : null,
    asset: /^(cargo|port|source:production|sink:(consumption|lost_cargo))$/.test(kind) ? 'ore' : 'credits',
    amount: kind.startsWith('source:') ? -1 : 1,
  }),
  'paypal_inbox.outcome': () => ({ processed_at: EARLIER }),
  'ledger_postings.asset': (asset) => ({ account_kind: 'transit:in', owner_id: null, asset }),
}

const clients: Partial<Record<Kind, pg.Client>> = {}
const clientOf = (kind: Kind): pg.Client => {
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
async function write(kind: Kind, table: string, row: Row, ...before: string[]): Promise<string | null> {
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

/** What no row has for an id. */
const NOWHERE = '99999999-9999-4999-8999-999999999999'

/** References are looked for by triggers, which a replica does not fire. */
const WITHOUT_REFERENCES = 'set local session_replication_role = replica'

describe('every rule of a table', () => {
  it.each(all)(
    'refuses what breaks it, by its name, and takes a lawful row: $name',
    async ({ kind, table, name }) => {
      const lawful = lawfulRow(table, FIXED[name])
      expect(await write(kind, name, lawful, WITHOUT_REFERENCES)).toBeNull()
      const rules = rulesOf(table)
      for (const rule of rules) {
        const patches = BROKEN[rule.name] ?? violationsOf(rule, getTableConfig(table).columns, rules)
        expect(patches, `how ${rule.name} is broken (${rule.words})`).not.toBeNull()
        for (const patch of patches ?? [])
          expect(
            await write(kind, name, { ...lawful, ...patch }, WITHOUT_REFERENCES),
            JSON.stringify(patch),
          ).toBe(rule.name)
      }
    },
  )

  it.each(all)('takes every value of the enums of $name', async ({ kind, table, name }) => {
    for (const column of getTableConfig(table).columns)
      for (const value of column.enumValues ?? []) {
        const row = { ...lawfulRow(table, FIXED[name]), [column.name]: value }
        const beside = BESIDE[`${name}.${column.name}`]?.(value)
        expect(
          await write(kind, name, { ...inLawfulState(row, table), ...beside }, WITHOUT_REFERENCES),
          value,
        ).toBeNull()
      }
  })
})

describe('references', () => {
  it.each(['platform', 'galaxy'] as const)(
    'of the %s are refused when they point at nothing',
    async (kind) => {
      const { rows } = await clientOf(kind).query<{ name: string; table: string; columns: string[] }>(
        `select conname as name, conrelid::regclass::text as table,
          array(select attname::text from pg_attribute where attrelid = conrelid and attnum = any(conkey)) as columns
        from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace`,
      )
      expect(rows.length).toBeGreaterThan(5)
      for (const { name, table: tableName, columns } of rows) {
        const found = all.find((one) => one.kind === kind && one.name === tableName)
        if (!found) throw new Error(`no schema file has ${tableName}`)
        const { columns: known } = getTableConfig(found.table)
        const written = columns.filter((column) => !known.find((one) => one.name === column)?.generated)
        const pointing = Object.fromEntries(
          written.map((column) => [
            column,
            known.find((one) => one.name === column)?.dataType === 'number' ? 900_009 : NOWHERE,
          ]),
        )
        const others = rows
          .filter((row) => row.table === tableName && row.name !== name)
          .map((row) => row.name)
        const dropped = [...others, ...rulesOf(found.table).map((rule) => rule.name)]
        const row = { ...lawfulRow(found.table, FIXED[tableName]), ...pointing }
        expect(
          await write(
            kind,
            tableName,
            row,
            ...dropped.map((one) => `alter table ${tableName} drop constraint ${one}`),
          ),
        ).toBe(name)
      }
    },
  )
})

/** Columns without a rule of their own, and why. */
const WITHOUT_RULE: Record<string, string> = {
  'event_log.sector_id': 'the log outlives what it tells of',
  'trades.port_id': 'a receipt outlives a port of the Nexus that is generated anew',
  'market_days.port_id': 'so does its history',
  'ledger_carried.total': 'sources give without end, sinks take without end',
  'port_markets.opening_stock':
    'of a port that is made anew it is what its older postings leave, less than nothing too',
}
/** Columns that name something without a foreign key, and why. */
const WITHOUT_REFERENCE: Record<string, string> = {
  'refresh_tokens.family_id': 'a family is no row',
  'notifications.region_id': 'somebody is told while others hold the lock on the region',
  'audit_log.region_id': 'an audit row waits for no lock',
  'meetings.attacker_id': 'a pilot who flies in must not wait for the row of the attacker',
  'pilots.user_id': 'users live in the platform database',
  'event_log.user_id': 'users live in the platform database',
  'ports.owner_id': 'users live in the platform database',
  'planets.owner_id': 'users live in the platform database',
  'ledger_accounts.owner_id': 'users live in the platform database, escrow belongs to jobs',
  'local_settings.region_id': 'regions live in the platform database',
}

describe('the schema files', () => {
  it.each(all)('give a rule to every enum, number and JSON of $name', ({ table, name }) => {
    const { columns, foreignKeys } = getTableConfig(table)
    const words = rulesOf(table).map((rule) => rule.words)
    const pointing = foreignKeys.flatMap((key) => key.reference().columns)
    for (const column of columns) {
      const hasRule = words.some((one) => new RegExp(`\\b${column.name}\\b`).test(one))
      const type = column.getSQLType()
      const needsOne = column.enumValues || type === 'jsonb' || type === 'integer' || type === 'bigint'
      if (needsOne && !pointing.includes(column) && !(`${name}.${column.name}` in WITHOUT_RULE))
        expect(hasRule, `${name}.${column.name}`).toBe(true)
    }
  })

  it.each(all)('give a reference to every id of $name', async ({ kind, table, name }) => {
    const { columns } = getTableConfig(table)
    const { rows } = await clientOf(kind).query<{ column: string }>(
      `select attname::text as column from pg_constraint join pg_attribute on attrelid = conrelid and attnum = any(conkey)
        where contype = 'f' and conrelid = $1::regclass`,
      [name],
    )
    for (const column of columns)
      if (
        column.getSQLType() === 'uuid' &&
        column.name !== 'id' &&
        !(`${name}.${column.name}` in WITHOUT_REFERENCE)
      )
        expect(
          rows.map((row) => row.column),
          `${name}.${column.name}`,
        ).toContain(column.name)
  })

  it('keep days as dates', () => {
    for (const { table, name } of all)
      for (const column of getTableConfig(table).columns)
        if (/(^|_)day$/.test(column.name) && !column.name.endsWith('per_day'))
          expect(column.getSQLType(), `${name}.${column.name}`).toBe('date')
  })

  it('are what the databases have', async () => {
    for (const { kind, table, name } of all) {
      const { rows } = await clientOf(kind).query<{ name: string }>(
        `select conname as name from pg_constraint where contype = 'c' and conrelid = $1::regclass`,
        [name],
      )
      expect(rows.map((row) => row.name).sort(), name).toEqual(
        rulesOf(table)
          .map((rule) => rule.name)
          .sort(),
      )
    }
  })
})

it('takes one offer of a treaty type between two regions at a time, whoever makes it', async () => {
  const offer: Row = lawfulRow(diplomacy.treaties, {
    ...FIXED.treaties,
    status: 'proposed',
    treaty_type: 'open_borders',
  })
  const mirrored = { ...offer, region_a: offer.region_b, region_b: offer.region_a }
  const beside = (change: Row) => {
    const row = { ...offer, ...change }
    const columns = Object.keys(row).filter((column) => column !== 'id')
    const values = columns.map((column) => pg.escapeLiteral(String(row[column])))
    return `insert into treaties (${columns.join(', ')}) values (${values.join(', ')})`
  }
  const written = (change: Row) => write('platform', 'treaties', mirrored, WITHOUT_REFERENCES, beside(change))
  expect(await written({})).toBe('treaties_offered_key')
  expect(await written({ treaty_type: 'defense_pact' })).toBeNull()
  // A renewal is offered beside the treaty that it renews.
  expect(await written({ status: 'active' })).toBeNull()
})
