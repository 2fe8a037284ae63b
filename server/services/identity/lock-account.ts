import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'

/** Makes changes of one account follow each other. */
export const lockAccount = (tx: Tx, userId: string) =>
  tx.db.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update')
