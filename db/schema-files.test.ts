import { getTableConfig } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { ALL_TABLES, useSchemaDatabases } from '#server/testing/schema-databases.ts'
import { rulesOf } from '#server/testing/schema-samples.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const { clientOf } = useSchemaDatabases(platform)

/** Columns without a rule of their own, and why. */
const WITHOUT_RULE: Record<string, string> = {
  'event_log.sector_id': 'the log outlives what it tells of',
  'trades.port_id': 'a receipt outlives a port of the Nexus that is generated anew',
  'market_days.port_id': 'so does its history',
  'ledger_carried.total': 'sources give without end, sinks take without end',
  'port_markets.opening_stock':
    'of a port that is made anew it is what its older postings leave, less than nothing too',
}
describe('the schema files', () => {
  it.each(ALL_TABLES)('give a rule to every enum, number and JSON of $name', ({ table, name }) => {
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

  it('keep days as dates', () => {
    for (const { table, name } of ALL_TABLES)
      for (const column of getTableConfig(table).columns)
        if (/(^|_)day$/.test(column.name) && !column.name.endsWith('per_day'))
          expect(column.getSQLType(), `${name}.${column.name}`).toBe('date')
  })

  it('are what the databases have', async () => {
    for (const { kind, table, name } of ALL_TABLES) {
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
