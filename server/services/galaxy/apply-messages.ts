import { and, eq, isNull, lt, ne, or } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { users } from '#db/schema/platform/identity.ts'
import { galaxyInbox, regions } from '#db/schema/platform/regions.ts'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import {
  pilotOfMessage,
  type FightMessage,
  type GalaxyMessage,
  type SentMessage,
} from '#server/domain/galaxy/galaxy-messages.ts'
import { insertAudit } from '../insert-audit.ts'
import { notify } from '../notifications/notify.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { applyDeparture } from './apply-departure.ts'
import { keepShares, noteShareReceived } from './apply-shares.ts'
import { saveNews } from './save-news.ts'
import { applyTreasuryOrder } from './apply-treasury-order.ts'

/**
 * Applies messages of an answer, each exactly once however often it is delivered, all or none. Those that wait behind one that was set
 * aside are left for the collection.
 */
export async function applyMessages(
  ctx: Ctx,
  galaxyId: string,
  messages: readonly SentMessage[],
): Promise<void> {
  if (messages.length === 0) return
  await transact(ctx, async (tx) => {
    for (const sent of messages) {
      if (await waitsBehind(tx.db, galaxyId, sent.message)) continue
      if (await isFirst(tx, galaxyId, sent.id))
        await applyMessage(tx, galaxyId, sent.message, new Date(sent.at))
    }
  })
}

/** Notes a message in the inbox; false for one that was there. */
export async function isFirst(tx: Tx, galaxyId: string, id: string): Promise<boolean> {
  const [first] = await tx.db
    .insert(galaxyInbox)
    .values({ id, galaxyId, appliedAt: tx.now })
    .onConflictDoNothing()
    .returning({ id: galaxyInbox.id })
  return first !== undefined
}

/** Whether an earlier message of the same pilot is set aside: this one must not be applied before it. */
export async function waitsBehind(db: Queryable, galaxyId: string, message: GalaxyMessage): Promise<boolean> {
  const userId = pilotOfMessage(message)
  if (userId === null) return false
  const { galaxyId: galaxy, userId: pilot } = setAsideMessages
  return (await db.$count(setAsideMessages, and(eq(galaxy, galaxyId), eq(pilot, userId)))) > 0
}

export async function applyMessage(
  tx: Tx,
  galaxyId: string,
  message: GalaxyMessage,
  at: Date,
): Promise<void> {
  const [region] = await tx.db.select({ id: regions.id }).from(regions).where(eq(regions.galaxyId, galaxyId))
  switch (message.kind) {
    case 'sectors':
      for (const sectorId of message.sectorIds)
        tx.publish({
          // Pages of the Nexus subscribe with its galaxy's id.
          audience: { kind: 'region', regionId: region?.id ?? galaxyId },
          topic: 'sector',
          id: String(sectorId),
        })
      return
    case 'gift':
      return region && recordGift(tx, region.id, message, at)
    case 'treasury-order':
      return region && applyTreasuryOrder(tx, region.id, message, at)
    case 'departed':
      return applyDeparture(tx, galaxyId, region?.id ?? null, message, at)
    case 'fight':
      return notifyOfFight(tx, region?.id, message)
    case 'treasury-shared':
      return region && keepShares(tx, region.id, message, at)
    case 'share-received':
      return noteShareReceived(tx, galaxyId, message, at)
    case 'news':
      return saveNews(tx, galaxyId, message, at)
    case 'patrols':
      return region && savePatrols(tx, region.id, message)
    case 'settings':
      return region && saveSettingsVersion(tx, region.id, message.version)
  }
}

/** Tells who was attacked. The galaxy's record is the audit trail; events name nobody. */
async function notifyOfFight(tx: Tx, regionId: string | undefined, fight: FightMessage): Promise<void> {
  const { attackerName, defenderId, won, lostUnits, towedTo, sectorId } = fight
  await notify(tx, {
    userIds: [defenderId],
    kind: won ? 'combat.defeated' : 'combat.attacked',
    title: won ? `${attackerName} defeated you` : `${attackerName} attacked you and failed`,
    body: won
      ? `In sector ${sectorId} you lost ${lostUnits} units of cargo. Your ship was towed to sector ${String(towedTo)}; nobody can attack you for 24 hours unless you attack.`
      : `In sector ${sectorId} your ship was stronger. You lost nothing.`,
    href: '/play',
    ...(regionId === undefined ? {} : { regionId }),
  })
}

type Gift = Extract<GalaxyMessage, { kind: 'gift' }>

/** Writes the audit row of a gift, with the giver as its actor. */
async function recordGift(
  tx: Tx,
  regionId: string,
  { transferId, userId, amount }: Gift,
  at: Date,
): Promise<void> {
  const [giver] = await tx.db
    .select({ callsign: users.callsign, role: users.role })
    .from(users)
    .where(eq(users.id, userId))
  if (!giver) throw new Error(`unknown giver of ${transferId}`)
  await insertAudit(tx.db, { kind: 'user', userId, ...giver }, at, [
    {
      action: 'treasury.gift-given',
      regionId,
      subject: { type: 'transfer', id: transferId },
      detail: { amount },
    },
  ])
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
}

/** A late message about an older day never replaces a newer one. */
async function savePatrols(
  tx: Tx,
  regionId: string,
  { day, paid }: Extract<GalaxyMessage, { kind: 'patrols' }>,
): Promise<void> {
  const changed = await tx.db
    .update(regions)
    .set({ patrolsPaidDay: day, patrolsPaidLevel: paid })
    .where(
      and(
        eq(regions.id, regionId),
        or(
          isNull(regions.patrolsPaidDay),
          lt(regions.patrolsPaidDay, day),
          and(eq(regions.patrolsPaidDay, day), ne(regions.patrolsPaidLevel, paid)),
        ),
      ),
    )
    .returning({ id: regions.id })
  if (changed.length > 0)
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
}

async function saveSettingsVersion(tx: Tx, regionId: string, version: number): Promise<void> {
  await tx.db
    .update(regions)
    .set({ galaxySettingsVersion: version })
    .where(and(eq(regions.id, regionId), lt(regions.galaxySettingsVersion, version)))
}
