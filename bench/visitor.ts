import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { type ServerProcess } from '../e2e/server-process.ts'

/** The platform database of a started server. */
export async function connectTo(dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: platformUrlOf(dataDir) })
  await client.connect()
  return client
}

export function platformUrlOf(dataDir: string): string {
  const read = (name: string) => readFileSync(path.join(dataDir, 'postgres', name), 'utf8').trim()
  return `postgres://sectorwars:${read('postgres-password')}@127.0.0.1:${read('postgres-port')}/sectorwars`
}

export type DemoAccounts = { governors: { email: string; password: string; region: string }[] }

/** The governor of the demo world's first region, a democracy. */
export function demoGovernor(dataDir: string): DemoAccounts['governors'][number] {
  const accounts = JSON.parse(readFileSync(path.join(dataDir, 'demo-accounts.json'), 'utf8')) as DemoAccounts
  const [governor] = accounts.governors
  if (!governor) throw new Error('the demo world has no governor')
  return governor
}

export async function logIn(
  server: Pick<ServerProcess, 'url'>,
  account: { email: string; password: string },
): Promise<string> {
  const response = await fetch(`${server.url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: server.url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: account.email, password: account.password }),
  })
  const cookie = response.headers.getSetCookie().find((c) => c.startsWith('session='))
  if (!cookie) throw new Error(`log-in answered ${response.status} without a session`)
  return cookie.split(';')[0] ?? ''
}

/** Adds citizens to a region, each with a session. Returns their cookies. */
export async function addCitizens(db: pg.Client, region: string, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'))
  const { rows } = await db.query<{ id: string }>(
    `insert into users (email, callsign, password_hash, created_at, confirmed_at)
     select md5($2 || n) || '@bench.example', 'C-' || left(md5($2 || n), 20), '!', now() - interval '1 year', now()
       from generate_series(1, $1::int) n returning id`,
    [count, tokens[0]],
  )
  const ids = rows.map(({ id }) => id)
  await db.query(
    `insert into memberships (region_id, user_id, type, voting_power, joined_at, resident_since, citizen_since, last_visit_at)
     select regions.id, citizen.id, 'citizen', 100, now(), now(), now(), now()
       from regions, unnest($2::uuid[]) as citizen (id) where regions.name = $1`,
    [region, ids],
  )
  await db.query(
    `insert into sessions (id, user_id, expires_at, created_at, last_seen_at)
     select * from (select unnest($1::text[]), unnest($2::uuid[]), now() + interval '20 days', now(), now()) as session`,
    [tokens.map((token) => createHash('sha256').update(token).digest('hex')), ids],
  )
  await db.query('analyze')
  return tokens.map((token) => `session=${token}`)
}

export async function post<T>(
  server: ServerProcess,
  address: string,
  token: string | null,
  body: unknown,
): Promise<T> {
  const response = await fetch(`${server.url}${address}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}
