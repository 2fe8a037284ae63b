import { createHash } from 'node:crypto'
import pg from 'pg'
import { type Logger } from 'pino'
import { isDatabaseUnavailable, withClient } from '#db/connections.ts'
import { type Secrets } from '../auth/secrets.ts'
import { databaseOf } from './databases.ts'

/** Has the rights on the platform's tables. Each installation's role is a member and may connect to its own database only. */
const GROUP_ROLE = 'sectorwars_platform'
/** Tables that the application only reads and adds to. */
const APPEND_ONLY = ['audit_log']
const SCHEMAS = ['public', 'bullmq']
/** Advisory lock: processes that start at once give rights and make roles one after the other. */
const ROLE_LOCK = 2104

/**
 * The connection string that the application's pools use: of a role that owns nothing and cannot change what was audited. Where the
 * server does not allow to make one, the owner's, which the log says.
 */
export async function openApplicationRole(
  ownerUrl: string,
  { secrets, log }: { secrets: Secrets; log: Logger },
): Promise<string> {
  try {
    await grantToApplication(ownerUrl)
    return await logInAsApplication(ownerUrl, secrets)
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    log.warn(
      { err: error },
      'The audit log is not protected from the application: its role could not be made, so it connects as the owner of its tables.',
    )
    return ownerUrl
  }
}

/** Gives the group what is missing of its rights, after a migration. Safe to repeat. */
export const grantToApplication = (ownerUrl: string): Promise<void> =>
  asOwner(ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [ROLE_LOCK])
    // Roles belong to the whole server: another installation may make it at the same moment.
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${GROUP_ROLE}') then create role ${GROUP_ROLE} nologin; end if;
      exception when duplicate_object or unique_violation then null; end $$`)
    const { rows: groups } = await client.query<{ isUser: boolean }>(
      `select rolcanlogin as "isUser" from pg_roles where rolname = $1`,
      [GROUP_ROLE],
    )
    if (groups[0]?.isUser) throw new Error(`${GROUP_ROLE} has to be a group, and is a user that logs in.`)
    const { rows } = await client.query<{ statement: string }>(MISSING_RIGHTS, [
      SCHEMAS,
      APPEND_ONLY,
      GROUP_ROLE,
    ])
    if (rows.length > 0) await client.query(rows.map(({ statement }) => statement).join('; '))
  })

/**
 * Partitions have no rights: nobody but their owner gets at them past the table. A relation is asked as what it is only in a case, since
 * conditions are tried in any order.
 */
const MISSING_RIGHTS = `
  with tables as (
    select c.oid, format('%I.%I', n.nspname, c.relname) as name, c.relkind, c.relname = any ($2) as is_append_only
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and not c.relispartition and pg_has_role(c.relowner, 'usage'))
  select 'revoke create on schema public from public' as statement where has_schema_privilege('public', 'public', 'create')
  union all
  select format('grant usage on schema %I to %I', nspname, $3::text) from pg_namespace
   where nspname = any ($1) and not has_schema_privilege($3, oid, 'usage')
  union all
  select format('grant %s on table %s to %I', asked, name, $3::text)
    from tables cross join unnest(array['select', 'insert', 'update', 'delete']) as asked
   where case when relkind in ('r', 'p') and not (is_append_only and asked in ('update', 'delete'))
     then not has_table_privilege($3, oid, asked) end
  union all
  select format('grant usage, select on sequence %s to %I', name, $3::text) from tables
   where case relkind when 'S' then not has_sequence_privilege($3, oid, 'usage') end`

/** Makes the role of this database, unless it is there, and answers how it logs in. Safe to repeat. */
export async function logInAsApplication(ownerUrl: string, secrets: Secrets): Promise<string> {
  const database = databaseOf(ownerUrl)
  const password = secrets.applicationRolePassword(database)
  const role = applicationRole(database, password)
  const url = new URL(ownerUrl)
  url.username = role
  url.password = password
  if (await canWork(url.href, role).catch(isRefusal)) return url.href
  await asOwner(ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [ROLE_LOCK])
    // Another process may have made it while this one waited.
    if (await canWork(url.href, role).catch(isRefusal)) return
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
    const verb = rowCount ? 'alter' : 'create'
    await client.query(`${verb} role ${role} login password ${pg.escapeLiteral(password)}`)
    await client.query(`grant ${GROUP_ROLE} to ${role}`)
    // The queue's functions make temporary tables.
    await client.query(`grant connect, temporary on database ${pg.escapeIdentifier(database)} to ${role}`)
  })
  if (!(await canWork(url.href, role))) throw new Error(`the role ${role} has not got its rights`)
  return url.href
}

/** With another secret it is another role: a process that was given a wrong one must not lock out those that run. */
export const applicationRole = (database: string, password: string): string =>
  `${applicationRolePrefix(database)}${shortHash(password)}`

/** Opaque, as the names of galaxies: every role can read the list of roles. */
export const applicationRolePrefix = (database: string): string => `sw_app_${shortHash(database)}_`

const canWork = (url: string, role: string): Promise<boolean> =>
  withClient({ connectionString: url, application_name: 'application-role' }, async (client) => {
    const { rows } = await client.query<{ works: boolean }>(
      `select current_user = $1 and pg_has_role($2, 'usage') as works`,
      [role, GROUP_ROLE],
    )
    return rows[0]?.works === true
  }).catch(refusedByPooler)

/** A pooler has one code for all that it refuses, users that it does not know yet too; if it is away, the owner's connection tells. */
function refusedByPooler(error: unknown): false {
  if (error instanceof pg.DatabaseError && error.code === '08P01') return false
  throw error
}

/** A log-in that is refused: there is no such role yet. @throws everything else. */
function isRefusal(error: unknown): false {
  if (isDatabaseUnavailable(error)) throw error
  return false
}

const asOwner = <T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> =>
  withClient({ connectionString, application_name: 'application-role' }, work)

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)
