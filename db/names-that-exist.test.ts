import { randomBytes } from 'node:crypto'
import { drizzle } from 'drizzle-orm/node-postgres'
import { expect, it } from 'vitest'
import { useDatabaseBefore } from '#server/testing/database-before.ts'
import { fillNameKeys } from './fill-name-keys.ts'

/** As it was before names were compared. */
const database = useDatabaseBefore('names')

const addUser = (callsign: string, day: number) =>
  database.client().query(
    `insert into users (email, callsign, password_hash, created_at, confirmed_at)
     values (lower($1) || '@example.test', $1, '!', $2, $2) returning id`,
    [callsign, `2102-01-0${day}T00:00:00Z`],
  )

async function addRegion(displayName: string, day: number, status = 'active') {
  const { rows: columns } = await database.client().query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_name = 'regions' and is_nullable = 'NO' and column_default is null`,
  )
  const { rows: owners } = await database.client().query<{ id: string }>('select id from users limit 1')
  const known: Record<string, unknown> = {
    name: `region-${randomBytes(4).toString('hex')}`,
    display_name: displayName,
    owner_id: owners[0]?.id,
    status,
    created_at: `2102-01-0${day}T00:00:00Z`,
    status_changed_at: `2102-01-0${day}T00:00:00Z`,
    seed: 'seed',
    ...{ total_sectors: 500, governance_type: 'autocracy', voting_threshold_bp: 5_000, quorum_bp: 3_333 },
    ...{ election_frequency_days: 90, tax_rate_bp: 1_000, starting_credits: 1_000, citizenship_wait_days: 7 },
    ...{ pvp_rule: 'open', immigration_policy: 'open', defense_level: 1, traditions: '[]' },
  }
  const values = columns.map(({ name, type }) => known[name] ?? (type === 'jsonb' ? '{}' : ''))
  await database.client().query(
    `insert into regions (${columns.map(({ name }) => name).join(', ')})
     values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
    values,
  )
}

it('names that exist stay, and the oldest of several alike keeps others from joining them', async () => {
  for (const [callsign, day] of [
    ['Ilse-Marrow', 1],
    ['llse-Marrow', 2],
    ['I1se_Marrow', 3],
    ['Bo-Hart', 1],
  ] as const)
    await addUser(callsign, day)
  for (const [name, day, status] of [
    ['Halcyon Commons', 1, 'active'],
    ['HaIcyon Commons', 2, 'active'],
    ['Halcyon Commons', 3, 'terminated'],
    ['НОС', 1, 'active'],
    ['Hoc', 2, 'active'],
    ['нос', 3, 'active'],
    ['\u3164\u3164\u3164', 1, 'active'],
    ['\u2800\u2800\u2800', 2, 'active'],
  ] as const)
    await addRegion(name, day, status)

  await database.migrate()

  const { rows: people } = await database
    .client()
    .query('select callsign, callsign_twin as twin from users order by created_at, callsign')
  expect(people).toEqual([
    { callsign: 'Bo-Hart', twin: 0 },
    { callsign: 'Ilse-Marrow', twin: 0 },
    { callsign: 'llse-Marrow', twin: 1 },
    { callsign: 'I1se_Marrow', twin: 2 },
  ])
  await expect(addUser('ilsemarrow', 4)).rejects.toMatchObject({ constraint: 'users_callsign_skeleton_key' })
  const { rows: places } = await database
    .client()
    .query<{ key: string | null; twin: number }>(
      'select display_name as name, display_name_key as key, display_name_twin as twin from regions',
    )
  expect(places).toHaveLength(8)
  expect(places.filter(({ key }) => key === null)).toEqual([])
  expect(places).toContainEqual({ name: 'Halcyon Commons', key: 'halcyoncornrnons', twin: 0 })
  expect(places).toContainEqual({ name: 'HaIcyon Commons', key: 'halcyoncornrnons', twin: 1 })
})

it('filling the keys again changes nothing', async () => {
  const all = 'select id, display_name_key, display_name_look, display_name_twin from regions order by id'
  const { rows } = await database.client().query(all)
  await fillNameKeys(drizzle(database.client()))
  expect((await database.client().query(all)).rows).toEqual(rows)
})
