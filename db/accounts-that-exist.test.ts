import { expect, it } from 'vitest'
import { useDatabaseBefore } from '#server/testing/database-before.ts'

const database = useDatabaseBefore('mail_and_accounts')

it('accounts from before addresses were confirmed have theirs, confirmed since they began', async () => {
  const begun = new Date('2102-01-01T00:00:00Z')
  await database
    .client()
    .query(
      `insert into users (email, callsign, password_hash, created_at) values ('ilse@example.test', 'Ilse', '!', $1)`,
      [begun],
    )
  await database.migrate()
  const { rows } = await database.client().query('select email, confirmed_at from users')
  expect(rows).toEqual([{ email: 'ilse@example.test', confirmed_at: begun }])
})
