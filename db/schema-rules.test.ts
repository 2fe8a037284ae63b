import { getTableConfig } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { ALL_TABLES, useSchemaDatabases, WITHOUT_REFERENCES } from '#server/testing/schema-databases.ts'
import { BROKEN_ROWS, LAWFUL_ROWS, ROWS_BESIDE } from '#server/testing/schema-rows.ts'
import { inLawfulState, lawfulRow, rulesOf, violationsOf, type Row } from '#server/testing/schema-samples.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import * as diplomacy from './schema/platform/diplomacy.ts'

const platform = useTestPlatform()
const { write } = useSchemaDatabases(platform)

describe('every rule of a table', () => {
  it.each(ALL_TABLES)(
    'refuses what breaks it, by its name, and takes a lawful row: $name',
    async ({ kind, table, name }) => {
      const lawful = lawfulRow(table, LAWFUL_ROWS[name])
      expect(await write(kind, name, lawful, WITHOUT_REFERENCES)).toBeNull()
      const rules = rulesOf(table)
      for (const rule of rules) {
        const patches = BROKEN_ROWS[rule.name] ?? violationsOf(rule, getTableConfig(table).columns, rules)
        expect(patches, `how ${rule.name} is broken (${rule.words})`).not.toBeNull()
        for (const patch of patches ?? [])
          expect(
            await write(kind, name, { ...lawful, ...patch }, WITHOUT_REFERENCES),
            JSON.stringify(patch),
          ).toBe(rule.name)
      }
    },
  )

  it.each(ALL_TABLES)('takes every value of the enums of $name', async ({ kind, table, name }) => {
    for (const column of getTableConfig(table).columns)
      for (const value of column.enumValues ?? []) {
        const row = { ...lawfulRow(table, LAWFUL_ROWS[name]), [column.name]: value }
        const beside = ROWS_BESIDE[`${name}.${column.name}`]?.(value)
        expect(
          await write(kind, name, { ...inLawfulState(row, table), ...beside }, WITHOUT_REFERENCES),
          value,
        ).toBeNull()
      }
  })
})

it('takes one offer of a treaty type between two regions at a time, whoever makes it', async () => {
  const offer: Row = lawfulRow(diplomacy.treaties, {
    ...LAWFUL_ROWS.treaties,
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
