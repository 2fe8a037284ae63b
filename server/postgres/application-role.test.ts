import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { withClient } from '#db/connections.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { queueSettingsOf } from '#jobs/job-names.ts'
import { createJobQueue, prepareQueueStore } from '#jobs/queue.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { TEST_SECRET, useTestPlatform } from '#server/testing/test-platform.ts'
import { createSecrets } from '../auth/secrets.ts'
import { createPostgresEventBus } from '../events/postgres-event-bus.ts'
import { createLimits } from '../limits/limits.ts'
import { insertAudit } from '../services/insert-audit.ts'
import { openApplicationRole } from './application-role.ts'

const platform = useTestPlatform()
const secrets = createSecrets(TEST_SECRET)
const silent = pino({ level: 'silent' })
const DENIED = { cause: { code: '42501' } }

const writeRow = (db = platform.db) =>
  insertAudit(db, { kind: 'system', job: 'test' }, new Date(), [
    { action: 'test.done', subject: { type: 'test', id: 'x' } },
  ])

describe('the application’s role', () => {
  it('adds to the audit log and reads it', async () => {
    await writeRow()
    expect((await platform.db.select().from(auditLog)).at(-1)).toMatchObject({ action: 'test.done' })
  })

  it.each([
    `update audit_log set action = 'nothing.happened'`,
    `update audit_log set detail = '{}' where false`,
    `delete from audit_log`,
    `delete from audit_log_default`,
    `truncate audit_log`,
    `truncate users cascade`,
    `alter table audit_log disable trigger all`,
    `alter table audit_log add column note text`,
    `alter table audit_log detach partition audit_log_default`,
    `drop table audit_log`,
    `drop table users cascade`,
    `create table audit_log_too (id int)`,
    `create rule forget as on insert to audit_log do instead nothing`,
    `create trigger forget before insert on audit_log execute function suppress_redundant_updates_trigger()`,
    `select drop_log_partitions('audit_log', 'infinity')`,
    `select add_log_partition('audit_log', now())`,
    `set session_replication_role = replica`,
    `merge into audit_log using users on false when matched then delete`,
    `insert into audit_log select * from audit_log on conflict (at, id) do update set action = 'nothing.happened'`,
    `drop schema bullmq cascade`,
    `create database elsewhere`,
    `create role somebody superuser`,
  ])('may not: %s', async (statement) => {
    await writeRow()
    const before = await platform.db.select().from(auditLog)
    await expect(platform.db.execute(statement)).rejects.toMatchObject(DENIED)
    expect(await platform.db.select().from(auditLog)).toEqual(before)
  })

  it('can give itself no rights', async () => {
    await writeRow()
    // PostgreSQL answers with a warning.
    await platform.db.execute('grant update, delete, truncate on audit_log to current_user')
    await expect(platform.db.execute('delete from audit_log')).rejects.toMatchObject(DENIED)
  })

  it('may lock no row of it, so that nobody waits for a row that only grows older', async () => {
    await expect(platform.db.select().from(auditLog).for('update')).rejects.toMatchObject(DENIED)
  })

  it('is not the owner, is no superuser and may enter no other database', async () => {
    const { rows } = await platform.db.execute(
      `select rolsuper or rolcreatedb or rolcreaterole or rolbypassrls or rolreplication as is_mighty,
              pg_catalog.pg_has_role(d.datdba, 'member') as is_owner,
              (select count(*)::int from pg_class where relowner = r.oid) as owned
         from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()`,
    )
    expect(rows).toEqual([{ is_mighty: false, is_owner: false, owned: 0 }])
    const url = new URL(await openApplicationRole(platform.url, { secrets, log: silent }))
    url.pathname = '/postgres'
    const other = withClient({ connectionString: url.href }, () => Promise.resolve())
    await expect(other).rejects.toMatchObject({ code: '42501' })
  })
})

/** A database of its own with all tables, whose owner has these rights. */
async function withOwner(rights: string) {
  const name = `sw_owned_${randomBytes(4).toString('hex')}`
  const onServer = (statement: string) =>
    withClient({ connectionString: inject('postgresUrl') }, (client) => client.query(statement))
  await onServer(`create role ${name} login password 'harbour' ${rights}`)
  await onServer(`grant sectorwars_platform to ${name} with admin option`)
  await onServer(`create database ${name} owner ${name}`)
  const url = new URL(inject('postgresUrl'))
  Object.assign(url, { username: name, password: 'harbour', pathname: `/${name}` })
  onTestFinished(async () => {
    await onServer(`drop database ${name} with (force)`)
    const { rows } = await onServer(`select rolname as role from pg_roles where rolname like 'sw_app_%'`)
    const left = rows.map(({ role }: { role: string }) => role)
    for (const role of left.filter((one) => made.includes(one))) await onServer(`drop role ${role}`)
    await onServer(`drop role ${name}`)
  })
  await migrateDatabase(url.href, 'platform', process.cwd())
  await prepareQueueStore(url.href)
  return url.href
}
const made: string[] = []
afterAll(() => void made.splice(0))

describe('a server whose user may only create databases and roles', () => {
  it('has the role made, with which limits, events and the queue work', async () => {
    const ownerUrl = await withOwner('createdb createrole')
    const url = await openApplicationRole(ownerUrl, { secrets, log: silent })
    made.push(new URL(url).username)
    expect(url).not.toBe(ownerUrl)
    const { db, pool, close } = openDatabase(url, { max: 2, applicationName: 'test' })
    await writeRow(db)
    await expect(db.delete(auditLog)).rejects.toMatchObject(DENIED)
    const limits = createLimits({ pool })
    await limits.take('signup-address', '203.0.113.9')
    const events = await createPostgresEventBus(url, silent)
    const queue = await createJobQueue({ postgresUrl: url, connections: 8 }, queueSettingsOf, silent)
    const ran: string[] = []
    const worker = await queue.work(async (name) => void ran.push(name), {
      concurrency: { prompt: 1, background: 1, mail: 1 },
    })
    await queue.add('greet', {}, {})
    await queue.schedule('sweep', 60_000)
    await expect.poll(() => ran, { timeout: 20_000 }).toEqual(expect.arrayContaining(['greet', 'sweep']))
    await worker.close()
    await queue.close()
    await events.close()
    await close()
  })

  it('makes one when several processes start at once, and keeps its log-in', async () => {
    const ownerUrl = await withOwner('createdb createrole')
    const open = () => openApplicationRole(ownerUrl, { secrets, log: silent })
    const urls = await Promise.all([open(), open(), open()])
    urls.push(await open())
    made.push(new URL(urls[0] ?? '').username)
    expect(new Set(urls).size).toBe(1)
    expect(urls[0]).not.toBe(ownerUrl)
  })

  it('locks out no process that runs when another comes with a wrong secret', async () => {
    const ownerUrl = await withOwner('createdb createrole')
    const right = await openApplicationRole(ownerUrl, { secrets, log: silent })
    const wrong = createSecrets('another-secret-another-secret-another')
    const other = await openApplicationRole(ownerUrl, { secrets: wrong, log: silent })
    made.push(new URL(right).username, new URL(other).username)
    expect(other).not.toBe(right)
    expect(await openApplicationRole(ownerUrl, { secrets, log: silent })).toBe(right)
  })

  it('gets back rights that somebody took away', async () => {
    const ownerUrl = await withOwner('createdb createrole')
    const url = await openApplicationRole(ownerUrl, { secrets, log: silent })
    made.push(new URL(url).username)
    await withClient({ connectionString: ownerUrl }, (owner) =>
      owner.query(
        `revoke all on users from sectorwars_platform; revoke sectorwars_platform from ${new URL(url).username}`,
      ),
    )
    expect(await openApplicationRole(ownerUrl, { secrets, log: silent })).toBe(url)
    await withClient({ connectionString: url }, (client) => client.query('select count(*) from users'))
  })
})

it('without the right to create roles the start says so in one line and goes on as the owner', async () => {
  const ownerUrl = await withOwner('createdb')
  const said: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) })
  expect(await openApplicationRole(ownerUrl, { secrets, log })).toBe(ownerUrl)
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('The audit log is not protected')
})

it('a server that is away is no reason to go on as the owner', async () => {
  const away = openApplicationRole('postgres://nobody@127.0.0.1:9/none', { secrets, log: silent })
  await expect(away).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
