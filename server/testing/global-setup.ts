import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { type TestProject } from 'vitest/node'
import { migrateDatabase } from '#db/migrate.ts'
import { findFreePort } from '../postgres/free-port.ts'
import { startEmbeddedPostgres } from '../postgres/embedded-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the server's maintenance database. */
    postgresUrl: string
    templateDatabase: string
  }
}

const TEMPLATE = 'sectorwars_test_template'

/** One PostgreSQL server for all test files, and a migrated platform database that each file clones. */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL
  const dir = given ? null : await mkdtemp(path.join(os.tmpdir(), 'sectorwars-test-'))
  const server = dir
    ? await startEmbeddedPostgres({
        dir,
        firstPort: await findFreePort(23_000),
        // A test server that dies is thrown away: it need not survive a power cut.
        settings: ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'],
        log: () => undefined,
      })
    : null
  const url = given ?? server?.url('postgres')
  if (!url) throw new Error('no test server')

  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`drop database if exists ${TEMPLATE} with (force)`)
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  await migrateDatabase(withDatabase(url, TEMPLATE), 'platform', process.cwd())

  project.provide('postgresUrl', url)
  project.provide('templateDatabase', TEMPLATE)
  return async () => {
    await server?.stop()
    if (dir) await rm(dir, { recursive: true, force: true })
  }
}

function withDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString)
  url.pathname = `/${database}`
  return url.toString()
}
