import { and, asc, eq, inArray, isNull, ne } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { transfers } from '#db/schema/platform/ownership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { OPEN_TRANSFERS } from '#server/domain/ownership/transfer.ts'
import { accountDeletions } from '#db/schema/platform/privacy.ts'
import { mayDelete, type DeletionRefusal } from '#server/domain/privacy/deletion-rules.ts'
import { type Ctx } from '../context.ts'
import { requireAccount } from '../identity/require-account.ts'
import { requireUser } from '../require-actor.ts'
import { loadDeletionFacts } from './deletion-facts.ts'

/** When the user's account is deleted, if they asked for it. @throws UNAUTHORIZED. */
export async function getOpenDeletion(ctx: Ctx): Promise<{ requestedAt: string; dueAt: string } | null> {
  const { userId } = requireUser(ctx)
  const [open] = await ctx.db
    .select()
    .from(accountDeletions)
    .where(and(eq(accountDeletions.userId, userId), isNull(accountDeletions.endedAt)))
  return open ? { requestedAt: open.requestedAt.toISOString(), dueAt: open.dueAt.toISOString() } : null
}

export type OwnedRegion = {
  name: string
  displayName: string
  /** Until when it is paid for: without a successor it becomes read-only then. */
  paidThrough: string | null
  /** The successor who has accepted, or was asked. */
  successor: { callsign: string; hasAccepted: boolean } | null
}

export type DeletionView = {
  noticeDays: number
  open: { requestedAt: string; dueAt: string } | null
  /** Why the account cannot be deleted now, or null. */
  refusal: { reason: DeletionRefusal; message: string } | null
  /** Regions that lose their owner. */
  regions: OwnedRegion[]
}

/** What the page of the deletion says. @throws UNAUTHORIZED. */
export async function getDeletion(ctx: Ctx): Promise<DeletionView> {
  const account = await requireAccount(ctx)
  const verdict = mayDelete(await loadDeletionFacts(ctx.db, account))
  return {
    noticeDays: ctx.config.retention.deletionNoticeDays,
    open: await getOpenDeletion(ctx),
    refusal: verdict.ok ? null : { reason: verdict.reason, message: verdict.message },
    regions: await findOwnedRegions(ctx, account.id),
  }
}

async function findOwnedRegions(ctx: Ctx, userId: string): Promise<OwnedRegion[]> {
  const rows = await ctx.db
    .select({
      name: regions.name,
      displayName: regions.displayName,
      paidThrough: subscriptions.paidThrough,
      callsign: users.callsign,
      status: transfers.status,
    })
    .from(regions)
    .leftJoin(
      subscriptions,
      and(eq(subscriptions.regionId, regions.id), ne(subscriptions.status, 'handed_over')),
    )
    .leftJoin(
      transfers,
      and(eq(transfers.regionId, regions.id), inArray(transfers.status, [...OPEN_TRANSFERS])),
    )
    .leftJoin(users, eq(users.id, transfers.toId))
    .where(and(eq(regions.ownerId, userId), ne(regions.status, 'terminated')))
    .orderBy(asc(regions.displayName))
  return rows.map(({ name, displayName, paidThrough, callsign, status }) => ({
    ...{ name, displayName },
    paidThrough: paidThrough?.toISOString() ?? null,
    successor: callsign === null ? null : { callsign, hasAccepted: status === 'accepted' },
  }))
}
