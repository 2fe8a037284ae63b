import pg from 'pg'
import { withClient } from '#db/connections.ts'

// Addresses of databases, and what their server is told about them. All of it takes the rights of the owner.

export const withDatabase = (connectionString: string, database: string): string => {
  const url = new URL(connectionString)
  url.pathname = `/${encodeURIComponent(database)}`
  return url.toString()
}

export const withoutLogin = (connectionString: string): string => {
  const url = new URL(connectionString)
  url.username = ''
  url.password = ''
  url.pathname = '/'
  return url.toString()
}

/** An address with the login of another one. */
export const withLogin = (location: string, loginUrl: string): string => {
  const url = new URL(location)
  const login = new URL(loginUrl)
  url.username = login.username
  url.password = login.password
  return url.toString()
}

/** The name of the database in an address. */
export const databaseOf = (connectionString: string): string =>
  decodeURIComponent(new URL(connectionString).pathname.slice(1))

/** Runs one piece of work for the galaxies on a connection of its own. */
export const onServer = <T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> =>
  withClient({ connectionString, application_name: 'galaxies-admin' }, work)

/**
 * By default every role may connect to a new database, and every galaxy's role has rights on its tables. So it is created
 * without connections, which are allowed in the same transaction that revokes them from the public.
 */
export async function restrictToOwner(client: pg.Client, name: string): Promise<void> {
  await client.query('begin')
  await client.query(`revoke all on database ${name} from public`)
  await client.query(`alter database ${name} with allow_connections true`)
  await client.query('commit')
}

/** An empty database that only its owner can connect to, in the place of one of this name. */
export async function makeEmptyDatabase(server: string, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database)
  await onServer(withDatabase(server, 'postgres'), async (client) => {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name} template template0 allow_connections false`)
    await restrictToOwner(client, name)
  })
}

/** Safe to repeat. */
export const dropDatabase = (server: string, database: string): Promise<void> =>
  onServer(withDatabase(server, 'postgres'), async (client) => {
    await client.query(`drop database if exists ${pg.escapeIdentifier(database)} with (force)`)
  })
