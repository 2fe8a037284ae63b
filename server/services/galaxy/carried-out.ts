import { eq } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { transferIdOf } from '#server/galaxies/transfer-id.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { oneRow } from '../one-row.ts'

type Stay = { userId: string; fencingVersion: number }

/** The crossing by which the platform carries a pilot out of a closed region: of a stay always the same. */
export const carriedOutBy = ({ userId, fencingVersion }: Stay): string =>
  transferIdOf(`carried out ${userId} ${fencingVersion}`)

/** Tells a pilot who was carried out, with the crossing itself: once, whatever dies. */
export async function tellCarriedOut(tx: Tx, { userId }: Stay, regionId: string): Promise<void> {
  const rows = await tx.db
    .select({ displayName: regions.displayName })
    .from(regions)
    .where(eq(regions.id, regionId))
  await notify(tx, {
    userIds: [userId],
    kind: 'travel.carried-out',
    title: `${oneRow(rows).displayName} is closed: your ship is carried to Gateway Plaza`,
    body: 'Ship, cargo and credits come along, and nothing is charged. Deposits of courier contracts were returned.',
    href: '/play',
    senderId: null,
  })
}
