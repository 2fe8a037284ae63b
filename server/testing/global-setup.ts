import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { type TestProject } from 'vitest/node'
import { migrateDatabase } from '#db/migrate.ts'
import { prepareQueueStore } from '#jobs/queue.ts'
import { grantToApplication } from '../postgres/application-role.ts'
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
const DIR = /^sectorwars-test-(\d+)-/

/** One PostgreSQL server for all test files, and a migrated platform database that each file clones. */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL
  await removeLeftOvers()
  const dir = given ? null : await mkdtemp(path.join(os.tmpdir(), `sectorwars-test-${process.pid}-`))
  // If we are root, the server runs under another account, which must be able to enter.
  if (dir) await chmod(dir, 0o755)
  const server = dir
    ? await startEmbeddedPostgres({
        dir,
        firstPort: await findFreePort(23_000),
        // A test server need not survive a power cut.
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
  const template = withDatabase(url, TEMPLATE)
  await migrateDatabase(template, 'platform', process.cwd())
  await prepareQueueStore(template)
  await grantToApplication(template)

  project.provide('postgresUrl', url)
  project.provide('templateDatabase', TEMPLATE)
  return async () => {
    await server?.stop()
    // Its data may be elsewhere if its account cannot enter the project's folder.
    if (server) await rm(path.dirname(server.dataDir), { recursive: true, force: true })
    if (dir) await rm(dir, { recursive: true, force: true })
  }
}

/** Stops the servers of killed runs and removes their folders. */
async function removeLeftOvers(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const owner = Number(DIR.exec(name)?.[1] ?? process.pid)
    if (isAlive(owner)) continue
    const dir = path.join(os.tmpdir(), name)
    const pidFile = await readFile(path.join(dir, 'postgres/data/postmaster.pid'), 'utf8').catch(() => '')
    const server = Number(pidFile.split('\n')[0])
    // SIGQUIT is PostgreSQL's immediate shutdown.
    if (server > 0 && isAlive(server)) process.kill(server, 'SIGQUIT')
    await rm(dir, { recursive: true, force: true, maxRetries: 5 })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function withDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString)
  url.pathname = `/${database}`
  return url.toString()
}
