import { getTableConfig, type PgColumn } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { OF_PILOT } from '#server/galaxy/pilot-records.ts'
import { columnsOfPeople } from '#server/testing/columns-of-people.ts'
import { ALL_TABLES } from '#server/testing/schema-databases.ts'
import { ACCOUNT_RECORDS, NOT_EXPORTED } from './account-records.ts'

const nameOf = (column: PgColumn) => `${getTableConfig(column.table).name}.${column.name}`

const peopleIn = (kind: 'platform' | 'galaxy') =>
  ALL_TABLES.filter((one) => one.kind === kind).flatMap(({ table }) => columnsOfPeople(table))

/** Columns that are called like a person’s and hold a region, or what kind of server it has. */
const REGIONS = ['treaties.offered_by', 'treaties.notice_given_by', 'region_deployments.served_by']

describe('an export', () => {
  it('has every column of the platform that names a person, but for those that say why not', () => {
    const exported = ACCOUNT_RECORDS.flatMap(({ of }) => of.map(nameOf))
    const said = [...exported, ...Object.keys(NOT_EXPORTED), ...REGIONS]
    expect(peopleIn('platform').filter((column) => !said.includes(column))).toEqual([])
    expect(Object.keys(NOT_EXPORTED).filter((column) => exported.includes(column))).toEqual([])
  })

  it('has every column of a galaxy that names a pilot', () => {
    const exported = Object.values(OF_PILOT).flatMap((columns: readonly PgColumn[]) => columns.map(nameOf))
    expect(peopleIn('galaxy').filter((column) => !exported.includes(column))).toEqual([])
    expect(peopleIn('galaxy').length).toBeGreaterThan(15)
  })

  it('has no secret', () => {
    const secret = /hash|secret|password/
    const open = ACCOUNT_RECORDS.flatMap(({ table, omit = [] }) =>
      getTableConfig(table).columns.filter((column) => !omit.includes(column)),
    ).filter(({ name }) => secret.test(name))
    expect(open.map(nameOf)).toEqual([])
    // The id of a session is the hash of what its cookie holds.
    const sessions = ACCOUNT_RECORDS.find(({ file }) => file === 'sessions')
    expect(sessions?.omit?.map(({ name }) => name)).toEqual(['id'])
  })

  it('has a file for each table, once', () => {
    const files = ACCOUNT_RECORDS.map(({ file }) => file)
    expect(new Set(files).size).toBe(files.length)
    expect(files.filter((file) => !/^[a-z-]+$/.test(file))).toEqual([])
  })
})
