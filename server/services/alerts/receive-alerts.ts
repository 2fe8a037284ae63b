import { and, count, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { alerts } from '#db/schema/platform/alerts.ts'
import { users } from '#db/schema/platform/identity.ts'
import { readDelivery, type AlertDelivery, type ToldAlert } from '#server/domain/alerts/alert-delivery.ts'
import {
  ALERTS_KEPT,
  ALERTS_KEPT_MS,
  stepOf,
  toBeTold,
  type AlertStep,
  type KnownAlert,
} from '#server/domain/alerts/alert-steps.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'

export const ALERTS_PAGE = '/admin/alerts'

/**
 * Keeps what Alertmanager tells, and notifies administrators of critical alerts: once when they begin to fire, once when they end.
 * A delivery that comes again changes nothing.
 */
export async function receiveAlerts(ctx: Ctx, delivery: AlertDelivery): Promise<void> {
  await transact(ctx, async (tx) => {
    // Alertmanagers that work in pairs tell the same at the same moment.
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('alerts', 0))`)
    const told = readDelivery(delivery, tx.now)
    const known = await findKnown(tx, told)
    const steps = told.map((alert) => ({ alert, step: stepOf(known(alert), alert) }))
    const begun = steps.flatMap(({ alert, step }) => (step.kind === 'begin' ? [alert] : []))
    const telling = toBeTold(begun, await countToldToday(tx))
    const ended: ToldAlert[] = []
    for (const { alert, step } of steps)
      if (await write(tx, alert, step, telling.includes(alert))) ended.push(alert)
    await tellOf(tx, telling, 'firing')
    await tellOf(tx, ended, 'resolved')
    await forgetOld(tx)
    if (steps.length > 0) tx.publish({ audience: { kind: 'admin' }, topic: 'status' })
  })
}

async function findKnown(tx: Tx, told: readonly ToldAlert[]): Promise<(alert: ToldAlert) => KnownAlert> {
  const prints = told.map(({ fingerprint }) => fingerprint)
  if (prints.length === 0) return () => ({ open: null, isKnown: false })
  const rows = await tx.db
    .select({
      id: alerts.id,
      fingerprint: alerts.fingerprint,
      startedAt: alerts.startedAt,
      endedAt: alerts.endedAt,
    })
    .from(alerts)
    .where(
      and(
        inArray(alerts.fingerprint, prints),
        or(
          isNull(alerts.endedAt),
          inArray(
            alerts.startedAt,
            told.map(({ startedAt }) => startedAt),
          ),
        ),
      ),
    )
  return ({ fingerprint, startedAt }) => {
    const ofIt = rows.filter((row) => row.fingerprint === fingerprint)
    return {
      open: ofIt.find(({ endedAt }) => endedAt === null) ?? null,
      isKnown: ofIt.some((row) => row.startedAt.getTime() === startedAt.getTime()),
    }
  }
}

/** By name, of the last day. */
async function countToldToday(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.db
    .select({ name: alerts.name, n: count() })
    .from(alerts)
    .where(gt(alerts.notifiedAt, new Date(tx.now.getTime() - DAY_MS)))
    .groupBy(alerts.name)
  return new Map(rows.map(({ name, n }) => [name, n]))
}

/** @returns whether administrators were told of it before and now hear that it is over. */
async function write(tx: Tx, alert: ToldAlert, step: AlertStep, notified: boolean): Promise<boolean> {
  const lastToldAt = tx.now
  switch (step.kind) {
    case 'begin':
    case 'missed':
      await tx.db.insert(alerts).values({ ...alert, lastToldAt, notifiedAt: notified ? tx.now : null })
      return false
    case 'again':
      await tx.db.update(alerts).set({ lastToldAt, summary: alert.summary }).where(eq(alerts.id, step.id))
      return false
    case 'end': {
      const [row] = await tx.db
        .update(alerts)
        .set({ lastToldAt, endedAt: alert.endedAt })
        .where(eq(alerts.id, step.id))
        .returning({ notifiedAt: alerts.notifiedAt })
      return row !== undefined && row.notifiedAt !== null
    }
    case 'late':
      return false
  }
}

/** One notice for each name, however many regions or processes it is about. */
async function tellOf(tx: Tx, told: readonly ToldAlert[], state: 'firing' | 'resolved'): Promise<void> {
  if (told.length === 0) return
  const admins = await tx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), isNull(users.expiredAt)))
  for (const name of new Set(told.map((alert) => alert.name))) {
    const alike = told.filter((alert) => alert.name === name)
    const times = alike.length === 1 ? '' : ` (${alike.length} times)`
    await notify(tx, {
      userIds: admins.map(({ id }) => id),
      kind: `alert.${state}`,
      title: state === 'firing' ? `Alert: ${name}${times}` : `Over: ${name}${times}`,
      body: alike
        .map(({ summary }) => summary)
        .join(' ')
        .slice(0, 1_000),
      href: ALERTS_PAGE,
      senderId: null,
    })
  }
}

async function forgetOld(tx: Tx): Promise<void> {
  await tx.db.delete(alerts).where(lt(alerts.endedAt, new Date(tx.now.getTime() - ALERTS_KEPT_MS)))
  await tx.db.execute(sql`
    delete from ${alerts} where id in
      (select id from ${alerts} order by started_at desc, id offset ${ALERTS_KEPT})`)
}
