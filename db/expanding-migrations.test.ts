import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { dropDatabase, makeEmptyDatabase, withDatabase } from '#server/postgres/databases.ts'
import { narrowings } from '#server/testing/narrowings.ts'
import { readShape, type SchemaShape } from '#server/testing/schema-shape.ts'
import { migrateDatabase } from './migrate.ts'

const KINDS = ['platform', 'galaxy'] as const
const FILE = 'db/migrations/baseline.json'
/** The last released state. `contracts` names each narrowing and the released migration that made room for it. */
const baseline = z
  .strictObject({
    commit: z.string().regex(/^[0-9a-f]{40}$/),
    platform: z.string(),
    galaxy: z.string(),
    contracts: z.record(z.string(), z.string().regex(/^(platform|galaxy)\/\d{4}_\w+$/)),
  })
  .parse(JSON.parse(readFileSync(FILE, 'utf8')))
const journals = Object.fromEntries(
  KINDS.map((kind) => [
    kind,
    z
      .object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) })
      .parse(JSON.parse(readFileSync(`db/migrations/${kind}/meta/_journal.json`, 'utf8'))).entries,
  ]),
)
const whenOf = (kind: string, tag: string): number => {
  const found = journals[kind]?.find((entry) => entry.tag === tag)
  if (!found) throw new Error(`${FILE} names ${kind}/${tag}, which is no migration.`)
  return found.when
}

const ADVICE = `Processes of the release before go on while an update rolls. Widen the schema in one release (a nullable column, a
default, a longer list), move the data, and narrow it in a later one, with a line in "contracts" of ${FILE}: what is narrowed, and the
released migration that made it possible. docs/operating.md, Updates.`

const clients: pg.Client[] = []
const server = () => inject('postgresUrl')
const names: string[] = []

async function migrated(kind: 'platform' | 'galaxy', upTo?: number): Promise<pg.Client> {
  const name = `sw_expand_${randomBytes(5).toString('hex')}`
  names.push(name)
  await makeEmptyDatabase(server(), name)
  const connectionString = withDatabase(server(), name)
  await migrateDatabase(connectionString, kind, process.cwd(), upTo === undefined ? {} : { upTo })
  const client = new pg.Client({ connectionString })
  await client.connect()
  clients.push(client)
  return client
}
afterAll(async () => {
  for (const client of clients) await client.end()
  for (const name of names) await dropDatabase(server(), name)
})

describe('the newest schema', () => {
  it.each(KINDS)('of the %s leaves the released version what it works with', async (kind) => {
    const before = await readShape(await migrated(kind, whenOf(kind, baseline[kind])))
    const after = await readShape(await migrated(kind))
    const contracted = Object.keys(baseline.contracts)
      .filter((name) => name.startsWith(`${kind}: `))
      .map((name) => name.slice(kind.length + 2))
    expect(narrowings(before, after), ADVICE).toEqual(contracted.sort())
  })

  it('is narrowed only where a released migration made room for it', () => {
    for (const migration of Object.values(baseline.contracts)) {
      const [kind = '', tag = ''] = migration.split('/')
      const released = whenOf(kind, kind === 'galaxy' ? baseline.galaxy : baseline.platform)
      expect(whenOf(kind, tag), migration).toBeLessThanOrEqual(released)
    }
  })

  it('takes a refresh token of a version that does not know when its family began', async () => {
    const client = await migrated('platform')
    await client.query(`insert into users (id, email, callsign, password_hash, created_at)
      values ('00000000-0000-4000-8000-000000000001', 'ann@example.test', 'Ann', 'x', now() - interval '1 hour')`)
    const { rows } = await client.query<{ isNow: boolean }>(
      `insert into refresh_tokens (family_id, user_id, hash, expires_at, created_at)
       values (gen_random_uuid(), '00000000-0000-4000-8000-000000000001', 'x', now() + interval '1 day',
               date_trunc('milliseconds', clock_timestamp()))
       returning started_at > now() - interval '1 second' as "isNow"`,
    )
    expect(rows).toEqual([{ isNow: true }])
  })
})

describe('what narrows a schema', () => {
  let client: pg.Client
  const url = () => withDatabase(server(), names.at(-1) ?? '')
  beforeAll(async () => {
    const name = `sw_expand_${randomBytes(5).toString('hex')}`
    names.push(name)
    await makeEmptyDatabase(server(), name)
    client = new pg.Client({ connectionString: url() })
    await client.connect()
    clients.push(client)
    await client.query(`
      create table other (id int primary key);
      create table thing (
        id int primary key, kind text not null constraint kind_enum check (kind in ('a', 'b')),
        size int default 1 constraint size_range check (size >= 0 and size <= 10), note text, owner int,
        amount int constraint signs check (case when kind in ('a') then amount > 0 else amount < 0 end));
      create unique index thing_note_key on thing (note);
      create function tell(text) returns text language sql as 'select $1'`)
  })

  /** What these statements would narrow; they are taken back. */
  async function narrowedBy(statements: string): Promise<string[]> {
    const before: SchemaShape = await readShape(client)
    await client.query('begin')
    try {
      await client.query(statements)
      return narrowings(before, await readShape(client))
    } finally {
      await client.query('rollback')
    }
  }

  it.each([
    ['create table more (id int primary key, name text not null unique)'],
    ['alter table thing add column colour text'],
    [`alter table thing add column colour text not null default 'red' check (colour <> '')`],
    ['alter table thing add column twin int; create unique index twin_key on thing (size, twin)'],
    ['alter table thing add column most int check (most >= size)'],
    ['alter table thing add column host int references other (id)'],
    ['alter table thing alter column kind drop not null'],
    ['alter table thing drop constraint size_range'],
    [`alter table thing drop constraint kind_enum, add constraint kind_enum check (kind in ('a', 'c', 'b'))`],
    [
      'alter table thing drop constraint size_range, add constraint size_range check (size >= -5 and size <= 20)',
    ],
    [
      `alter table thing drop constraint signs,
        add constraint signs check (case when kind in ('a', 'c') then amount > 0 else amount < 0 end)`,
    ],
    ['create index thing_owner_idx on thing (owner)'],
    [`alter table thing alter column note set default 'none'`],
  ])('nothing: %s', async (statements) => {
    expect(await narrowedBy(statements)).toEqual([])
  })

  it.each([
    ['drop table thing', /thing: the table is gone/],
    ['alter table thing rename to item', /thing: the table is gone/],
    ['alter table thing drop column note', /thing.note: the column is gone/],
    ['alter table thing rename column note to remark', /thing.note: the column is gone/],
    ['alter table thing alter column size type bigint', /thing.size: its type was integer and is bigint/],
    ['alter table thing alter column note set not null', /thing.note: it may not be null any more/],
    ['alter table thing alter column size drop default', /thing.size: it has no default any more/],
    ['alter table thing add column colour text not null', /thing.colour: a new column has to be given/],
    ['alter table thing add constraint big check (size > 2)', /thing.big: a new rule/],
    [
      'alter table thing add constraint owned foreign key (owner) references other',
      /thing.owned: a new rule/,
    ],
    ['alter table thing add constraint one unique (owner)', /thing.one: a new rule/],
    ['create unique index one_size on thing (size)', /thing.one_size: a new unique index/],
    [
      'alter table thing add column twin int default 0; create unique index twin_key on thing (twin)',
      /twin_key: a new unique/,
    ],
    ['drop index thing_note_key', /thing_note_key: the unique index is gone/],
    ['alter table thing drop constraint thing_pkey', /thing_pkey: the key is gone/],
    [
      `alter table thing drop constraint kind_enum, add constraint kind_enum check (kind in ('a'))`,
      /kind_enum: the rule is another/,
    ],
    [
      'alter table thing drop constraint size_range, add constraint size_range check (size >= 0 and size <= 9)',
      /size_range: the rule is another/,
    ],
    [
      `alter table thing drop constraint signs,
        add constraint signs check (case when kind in ('a', 'b') then amount > 0 else amount < 0 end)`,
      /signs: the rule is another/,
    ],
    [
      'alter table thing add column most int, add constraint given check (most is not null or size < 5)',
      /thing.given: a new rule/,
    ],
    [
      'alter table thing add column least int default 5, add constraint low check (least <= size)',
      /thing.low: a new rule/,
    ],
    ['drop function tell(text)', /tell\(text\): the function is gone/],
    [
      'create trigger still before update on thing for each row execute function suppress_redundant_updates_trigger()',
      /thing.still: a trigger/,
    ],
  ])('%s', async (statements, narrowing) => {
    expect((await narrowedBy(statements)).join('\n')).toMatch(narrowing)
  })
})
