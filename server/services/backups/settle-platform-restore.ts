import { and, eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { reconcileAllJob } from '#jobs/billing/reconcile-all.ts'
import { job } from '#jobs/outbox.ts'
import { PLATFORM_CONFIRMATION } from '#server/domain/backups/platform-restore-steps.ts'
import { KEPT_DATABASE_DAYS, restoreNames } from '#server/domain/backups/restore-steps.ts'
import { type AuditResult } from '#server/domain/economy/conservation.ts'
import { travellingPilot } from '#server/domain/travel/travelling-pilot.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { sweepCrossings } from '../custody/sweep-crossings.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { notify } from '../notifications/notify.ts'
import { endOperation } from '../operations/end-operation.ts'
import { getOpenOperation, type OperationRow } from '../operations/operation-rows.ts'
import { auditConservation } from '../platform/audit-conservation.ts'
import { applyErasures } from '../privacy/apply-erasures.ts'
import { adoptArchives } from './adopt-archives.ts'
import { accountNames, askGalaxies, type GalaxyFacts } from './galaxy-facts.ts'
import { platformRestoreInput } from './platform-restore-input.ts'

export type Settled = {
  setAside: number
  returned: number
  adopted: number
  erased: number
  audit: AuditResult
}

/** The restore of the platform that was swapped in and is not settled; null when there is none. */
export const getUnsettledRestore = ({ db }: Pick<Ctx, 'db'>): Promise<OperationRow | null> =>
  getOpenOperation(db, 'restore-platform', PLATFORM_CONFIRMATION)

/**
 * What is left to do once a restored platform is the platform: pilots without an account are set aside, due ships land, erasures are
 * applied again, the catalogue learns what the store holds, PayPal is asked at once, and everything is audited. Each part looks for what it
 * did, so that a later run, or a sweep of the game, goes on after a crash. Null when there is nothing to settle.
 */
export async function settlePlatformRestore(ctx: Ctx): Promise<Settled | null> {
  const operation = await getUnsettledRestore(ctx)
  if (!operation) return null
  const { takenAt } = platformRestoreInput.parse(operation.input)
  const since = new Date(takenAt)
  const { told } = await askGalaxies(ctx, { since, opens: true })
  const names = await accountNames(ctx)
  const setAside = await setStrangersAside(ctx, told, names)
  const returned = await letReturn(ctx, told, names)
  const { adopted } = await adoptArchives(ctx)
  const erased = await applyErasures(ctx)
  await sweepCrossings(ctx)
  await transact(ctx, (tx) => end(tx, operation, { since, setAside, returned, adopted, erased }))
  const { result } = await auditConservation(ctx)
  return { setAside, returned, adopted, erased, audit: result }
}

/**
 * Whom the platform does not know waits in the galaxy that they are in, or that they left for one where they have not landed; and the
 * older stay of who is in two galaxies ends.
 */
async function setStrangersAside(
  ctx: Ctx,
  told: readonly GalaxyFacts[],
  names: ReadonlyMap<string, string>,
): Promise<number> {
  const stays = newestStays(told)
  const departures = lastDepartures(told)
  for (const { galaxyId, messages } of told)
    for (const { message } of messages) {
      if (message.kind !== 'departed' || names.has(message.userId)) continue
      const { crossingId, userId, fencingVersion, fromSector, toll } = message
      if (isOlder(fencingVersion, stays.get(userId)) || isOlder(fencingVersion, departures.get(userId)))
        continue
      await galaxyClient(ctx, galaxyId).arrivePilot({
        ...{ crossingId, userId, sectorId: fromSector, returnedToll: toll },
        fencingVersion: fencingVersion + 1,
        pilot: travellingPilot.parse(message.pilot),
      })
    }
  let changed = 0
  for (const { galaxyId } of told) {
    const { pilots } = await galaxyClient(ctx, galaxyId).tellPilots({})
    const strangers = pilots.filter(
      ({ userId, present, fencingVersion }) =>
        present && (!names.has(userId) || isOlder(fencingVersion, stays.get(userId))),
    )
    changed += await change(ctx, galaxyId, { aside: true }, strangers)
  }
  return changed
}

/** Lets pilots fly again whom an earlier restore set aside and whom the platform knows again. */
async function letReturn(
  ctx: Ctx,
  told: readonly GalaxyFacts[],
  names: ReadonlyMap<string, string>,
): Promise<number> {
  let changed = 0
  for (const { galaxyId, pilots } of told) {
    const here = await ctx.db
      .select({ userId: whereabouts.userId })
      .from(whereabouts)
      .where(and(eq(whereabouts.galaxyId, galaxyId), eq(whereabouts.state, 'present')))
    const ids = new Set(here.map(({ userId }) => userId))
    const waiting = pilots.filter(
      ({ userId, present, hasShip }) => !present && hasShip && names.has(userId) && ids.has(userId),
    )
    changed += await change(ctx, galaxyId, { aside: false }, waiting)
  }
  return changed
}

const BATCH = 500

async function change(
  ctx: Ctx,
  galaxyId: string,
  { aside }: { aside: boolean },
  pilots: readonly { userId: string }[],
): Promise<number> {
  let changed = 0
  for (let first = 0; first < pilots.length; first += BATCH) {
    const userIds = pilots.slice(first, first + BATCH).map(({ userId }) => userId)
    changed += (await galaxyClient(ctx, galaxyId).setPilotsAside({ userIds, aside })).changed.length
  }
  return changed
}

const isOlder = (version: number, newest: number | undefined): boolean =>
  newest !== undefined && newest > version

type Versions = ReadonlyMap<string, number>

/** The version of everybody's newest stay, also where they were set aside. */
const newestStays = (told: readonly GalaxyFacts[]): Versions =>
  newestOf(told.flatMap(({ pilots }) => pilots.filter(({ present, hasShip }) => present || hasShip)))

/** The version of everybody's last departure that is told of. */
const lastDepartures = (told: readonly GalaxyFacts[]): Versions =>
  newestOf(
    told.flatMap(({ messages }) =>
      messages.flatMap(({ message }) => (message.kind === 'departed' ? [message] : [])),
    ),
  )

function newestOf(moves: readonly { userId: string; fencingVersion: number }[]): Versions {
  const newest = new Map<string, number>()
  for (const { userId, fencingVersion } of moves)
    newest.set(userId, Math.max(fencingVersion, newest.get(userId) ?? 0))
  return newest
}

async function end(
  tx: Tx,
  { id, result }: OperationRow,
  { since, ...counts }: { since: Date } & Omit<Settled, 'audit'>,
): Promise<void> {
  const keptUntil = new Date(tx.now.getTime() + KEPT_DATABASE_DAYS * DAY_MS).toISOString()
  const takenAt = since.toISOString()
  const detail = { takenAt, kept: restoreNames(id).kept, keptUntil, ...counts }
  if (!(await endOperation(tx, id, { status: 'succeeded', result: { ...result, ...detail } }))) return
  await tx.enqueue(job(reconcileAllJob, {}))
  await tx.audit({ action: 'platform.restored', subject: { type: 'operation', id }, detail })
  const admins = await tx.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin'))
  await notify(tx, {
    userIds: admins.map((admin) => admin.id),
    kind: 'platform.restored',
    title: 'The platform was restored from a backup',
    body: `It is as it was at ${takenAt.slice(0, 16).replace('T', ' ')} UTC, with everybody where the galaxies have them. All log-ins and tokens ended.`,
    href: '/admin/backups',
  })
}
