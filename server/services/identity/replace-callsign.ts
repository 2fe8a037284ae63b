import { eq } from 'drizzle-orm'
import { callsignChanges } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { job } from '#jobs/outbox.ts'
import { spreadCallsignsJob } from '#jobs/identity/spread-callsigns.ts'
import { type Tx } from '../context.ts'

/** What becomes of the callsign that is given up. */
export type GivenUp = { shownUntil: Date; reservedUntil: Date }

/**
 * Gives an account another callsign; all galaxies learn of it. Whether it is free and may be changed was checked, and the account is
 * locked.
 */
export async function replaceCallsign(
  tx: Tx,
  { userId, from, to }: { userId: string; from: string; to: string },
  givenUp: GivenUp,
): Promise<void> {
  await tx.db.update(users).set({ callsign: to, callsignTwin: 0 }).where(eq(users.id, userId))
  await tx.db
    .insert(callsignChanges)
    .values({ userId, oldCallsign: from, newCallsign: to, changedAt: tx.now, ...givenUp })
  await tx.enqueue(job(spreadCallsignsJob, {}))
}
