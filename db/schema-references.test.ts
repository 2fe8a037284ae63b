import { getTableConfig } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { ALL_TABLES, useSchemaDatabases } from '#server/testing/schema-databases.ts'
import { LAWFUL_ROWS } from '#server/testing/schema-rows.ts'
import { lawfulRow, rulesOf } from '#server/testing/schema-samples.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const { clientOf, write } = useSchemaDatabases(platform)

/** What no row has for an id. */
const NOWHERE = '99999999-9999-4999-8999-999999999999'

/** Columns that name something without a foreign key, and why. */
const WITHOUT_REFERENCE: Record<string, string> = {
  'refresh_tokens.family_id': 'a family is no row',
  'notifications.region_id': 'somebody is told while others hold the lock on the region',
  'notifications.sender_id': 'somebody is told while others hold the lock on who caused it',
  'reports.subject_id': 'what was reported is one of several kinds, and may be gone',
  'audit_log.region_id': 'an audit row waits for no lock',
  'refunds.request_key': 'PayPal knows a request by it',
  'region_deployments.keeper': 'a process that looks after servers has no row',
  'job_outbox.request_id': 'requests are lines of the log',
  'set_aside_messages.user_id': 'the platform may not know whom a message is about',
  'meetings.attacker_id': 'a pilot who flies in must not wait for the row of the attacker',
  'contracts.posted_by': 'who proposed a job need not have been in the galaxy',
  'pilots.user_id': 'users live in the platform database',
  'event_log.user_id': 'users live in the platform database',
  'ports.owner_id': 'users live in the platform database',
  'planets.owner_id': 'users live in the platform database',
  'ledger_accounts.owner_id': 'users live in the platform database, escrow belongs to jobs',
  'local_settings.region_id': 'regions live in the platform database',
}

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
        const found = ALL_TABLES.find((one) => one.kind === kind && one.name === tableName)
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
        const row = { ...lawfulRow(found.table, LAWFUL_ROWS[tableName]), ...pointing }
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

  it.each(ALL_TABLES)('exist for every id of $name', async ({ kind, table, name }) => {
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
})
