import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { z } from 'zod'
import { migrateDatabase } from '#db/migrate.ts'

const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) })

/** A platform database of a test file as it was before a migration, which is named without its number. */
export function useDatabaseBefore(migration: string) {
  const name = `before_${randomBytes(6).toString('hex')}`
  let url = ''
  let client = new pg.Client()
  const onServer = async (statement: string) => {
    const server = new pg.Client({ connectionString: inject('postgresUrl') })
    await server.connect()
    await server.query(statement)
    await server.end()
  }

  beforeAll(async () => {
    await onServer(`create database ${name}`)
    const at = new URL(inject('postgresUrl'))
    at.pathname = `/${name}`
    url = at.toString()
    const { entries } = journal.parse(
      JSON.parse(readFileSync('db/migrations/platform/meta/_journal.json', 'utf8')),
    )
    const last = entries[entries.findIndex(({ tag }) => tag.endsWith(`_${migration}`)) - 1]
    if (!last) throw new Error(`there is no migration ${migration}`)
    await migrateDatabase(url, 'platform', process.cwd(), { upTo: last.when })
    client = new pg.Client({ connectionString: url })
    await client.connect()
  })
  afterAll(async () => {
    await client.end()
    await onServer(`drop database ${name}`)
  })

  return {
    client: () => client,
    /** Brings it to the present schema. */
    migrate: () => migrateDatabase(url, 'platform', process.cwd()),
  }
}
