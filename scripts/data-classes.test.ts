import { readFileSync } from 'node:fs'
import path from 'node:path'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { PERSONAL } from '#server/services/identity/delete-personal-rows.ts'
import { ACCOUNT_RECORDS } from '#server/services/privacy/account-records.ts'
import { columnsOfPeople } from '#server/testing/columns-of-people.ts'
import { ALL_TABLES } from '#server/testing/schema-databases.ts'
import { REST_SCHEMAS } from '#server/trpc/rest/schemas.ts'
import { z } from 'zod'

const text = readFileSync(path.resolve(import.meta.dirname, '../docs/data-classes.md'), 'utf8')

/** What each class lists: tables, or columns with their table. */
const classes = new Map(
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const lists = section.slice(section.indexOf('\n- '))
      const name = section.slice(0, section.indexOf('\n'))
      return [name, [...lists.matchAll(/`([a-z_.]+)`/g)].map(([, listed = '']) => listed)]
    }),
)
const listedIn = (name: string): string[] => {
  const listed = classes.get(name)
  if (!listed?.length) throw new Error(`docs/data-classes.md has no class ${name}`)
  return listed
}
const SECRETS = listedIn('Secrets')
const CONTACT = listedIn('Contact and device')
const tables = [...classes].flatMap(([name, listed]) =>
  listed.filter((one) => !one.includes('.')).map((table) => ({ name, table })),
)

const schema = ALL_TABLES.map(({ table }) => table)
const nameOf = (table: (typeof schema)[number]) => getTableConfig(table).name
const columns = schema.flatMap((table) =>
  getTableConfig(table).columns.map((column) => `${nameOf(table)}.${column.name}`),
)

describe('docs/data-classes.md', () => {
  it('has every table in one class, and nothing that is not there', () => {
    expect(tables.map(({ table }) => table).sort()).toEqual(schema.map(nameOf).sort())
    expect([...SECRETS, ...CONTACT].filter((column) => !columns.includes(column))).toEqual([])
  })

  it('has every column that is called like a secret or like where somebody can be reached', () => {
    // Not of people: what was agreed in public, how a row of the books is found, and by what PayPal knows a request again.
    const open =
      /^(refunds\.request_key|votes\.(roll|tally)_hash|mails\.key|platform_facts\.key|regions\.|region_name_holds\.)/
    const secret = columns.filter((column) => /hash|secret|password|_key$|\.key$|handle/.test(column))
    expect(secret.filter((column) => !open.test(column) && !SECRETS.includes(column))).toEqual([])
    const contact = columns.filter((column) => /email|[._]address$|ip_address|user_agent/.test(column))
    expect(contact.filter((column) => !CONTACT.includes(column))).toEqual([])
  })

  it('names nobody in what it calls the world', () => {
    const world = listedIn('World')
    const people = schema.filter((table) => world.includes(nameOf(table))).flatMap(columnsOfPeople)
    expect(people).toEqual([])
  })

  it('keeps its promise about secrets: no export has one', () => {
    const exported = ACCOUNT_RECORDS.flatMap(({ table, omit = [] }) =>
      getTableConfig(table)
        .columns.filter((column) => !omit.includes(column))
        .map((column) => `${nameOf(table)}.${column.name}`),
    )
    // The id by which a device knows its passkey opens nothing without the key in the device.
    expect(exported.filter((column) => SECRETS.includes(column))).toEqual(['passkeys.credential_id'])
  })

  it('keeps its promise about contact and device: no answer of the API has such a field but the account’s own, and the list that administrators read', () => {
    const open = Object.entries(REST_SCHEMAS).filter(
      ([name, answer]) =>
        /"(email|ipAddress|userAgent|address)":/.test(
          JSON.stringify(z.toJSONSchema(answer, { io: 'output', unrepresentable: 'any' })),
        ) && !['Account', 'AdminPlayers'].includes(name),
    )
    expect(open.map(([name]) => name)).toEqual([])
  })

  it('keeps its promise about what is private: it goes with the account', () => {
    const deleted = new Set(PERSONAL.map((column) => getTableConfig(column.table).name))
    // These end by their own verbs: with every way in, and with the export that they are a part of.
    const others = ['sessions', 'recovery_codes', 'pending_log_ins', 'data_export_parts']
    // In galaxies by forgetPilots.
    const inGalaxies = ['remembered_ports', 'ambushes']
    const left = listedIn('Private').filter(
      (table) => !deleted.has(table) && !others.includes(table) && !inGalaxies.includes(table),
    )
    expect(left).toEqual([])
  })
})
