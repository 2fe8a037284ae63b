import pg from 'pg'
import { type Logger } from 'pino'

/** Of no library: a session that has to load it does not begin. */
const NO_ENTRY = 'sectorwars_no_entry'
/** Members of these are roles of galaxies and of applications. */
const GROUPS = ['sectorwars_galaxy', 'sectorwars_platform']

/**
 * By default every role may enter every database; roles of galaxies and applications must not. Where the user may not revoke that, the log
 * says what a superuser has to do (null: nothing is said), and sessions of these roles end at their log-in there. That stops everybody who does not know how to
 * ask for a session without it. Safe to repeat.
 */
export async function shutOut(
  client: pg.Client,
  databases: readonly string[],
  log: Logger | null,
): Promise<void> {
  for (const { name } of await openToAll(client, databases))
    await client
      .query(`revoke connect, temporary on database ${pg.escapeIdentifier(name)} from public`)
      .catch((error: unknown) =>
        log?.warn({ err: error, database: name }, 'could not revoke public access to a database'),
      )
  // A user who may not revoke is mostly told so by a mere notice.
  const open = await openToAll(client, databases)
  const [first] = open
  if (!first) return
  const names = open.map(({ name }) => pg.escapeIdentifier(name)).join(', ')
  const user = pg.escapeIdentifier(first.user)
  log?.warn(
    { databases: open.map(({ name }) => name) },
    `Every role of this server may enter ${names}. Have a superuser run: revoke connect, temporary on database ${names} from public; grant connect on database postgres to ${user};`,
  )
  await endAtLogIn(
    client,
    open.map(({ name }) => name),
  )
}

async function openToAll(
  client: pg.Client,
  databases: readonly string[],
): Promise<{ name: string; user: string }[]> {
  const { rows } = await client.query<{ name: string; user: string }>(
    `select distinct d.datname as name, current_user as user
       from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
      where d.datname = any ($1) and a.grantee = 0 and a.privilege_type in ('CONNECT', 'TEMPORARY') order by 1`,
    [databases],
  )
  return rows
}

async function endAtLogIn(client: pg.Client, databases: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ role: string; database: string }>(
    `select distinct r.rolname as role, d.datname as database
       from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member, pg_database d
      where g.rolname = any ($1) and d.datname = any ($2)
        and r.rolcanlogin and not r.rolsuper and r.rolname <> current_user
        and not exists (select from pg_db_role_setting s where s.setrole = r.oid and s.setdatabase = d.oid
                          and 'local_preload_libraries=' || $3 = any (s.setconfig))`,
    [GROUPS, databases, NO_ENTRY],
  )
  for (const { role, database } of rows)
    await client.query(
      `alter role ${pg.escapeIdentifier(role)} in database ${pg.escapeIdentifier(database)}
         set local_preload_libraries = '${NO_ENTRY}'`,
    )
}
