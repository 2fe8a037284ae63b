import { and, eq, inArray } from 'drizzle-orm'
import { galaxies } from '#db/schema/platform/regions.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { newestStay, stepsToCatchUp } from '#server/domain/backups/pilot-history.ts'
import { type CaughtUp } from '#server/domain/backups/platform-restore-steps.ts'
import {
  pilotOfMessage,
  type GalaxyMessage,
  type SentMessage,
} from '#server/domain/galaxy/galaxy-messages.ts'
import { databaseNameFor } from '#server/galaxies/galaxies.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { placePilot } from '../custody/place-pilot.ts'
import { applyMessage, isFirst } from '../galaxy/apply-messages.ts'
import { applyOrSetAside } from '../galaxy/set-aside.ts'
import { beginAnew, endRestores } from './begin-anew.ts'
import { accountNames, askGalaxies, type GalaxyFacts, type ToldPilot } from './galaxy-facts.ts'

type Departed = Extract<GalaxyMessage, { kind: 'departed' }>
type Departure = {
  galaxyId: string
  fencingVersion: number
  messageId: string
  sent: SentMessage
  message: Departed
}
type Stay = ToldPilot & { galaxyId: string }
type History = { departures: Departure[]; stays: Stay[] }

/**
 * Brings a platform out of a backup to what its galaxies know (docs/decisions/0053-backups-and-restores.md): who is where and under way
 * with what, gifts, orders, patrols. Galaxies are only asked; nothing changes in them. Once for each load.
 * @param input.opens whether galaxies that are closed are opened for that; a preview opens none
 */
export async function catchUpPlatform(
  ctx: Ctx,
  { since, opens }: { since: Date; opens: boolean },
): Promise<CaughtUp> {
  await endRestores(ctx, { opens })
  const { told, gone } = await askGalaxies(ctx, { since, opens })
  const names = await accountNames(ctx)
  const done: CaughtUp = {
    ...{ departures: 0, places: 0, messages: 0, strangers: [], missing: [], doubles: [], gone },
    unknown: await noteUnknown(ctx, told),
  }
  for (const [userId, history] of historiesIn(told)) {
    if (!names.has(userId)) {
      for (const { galaxyId, callsign, present } of history.stays)
        if (present) done.strangers.push({ galaxyId, userId, callsign })
      continue
    }
    await catchUpPilot(ctx, userId, history, done)
  }
  done.messages = await hearAgain(ctx, told, names)
  done.missing.push(...(await findMissing(ctx, told, names)))
  await beginAnew(ctx, { since, told })
  return done
}

/** Galaxies that ships left for after the backup, and that it does not know: as gone, so that those ships return. */
async function noteUnknown(ctx: Ctx, told: readonly GalaxyFacts[]): Promise<string[]> {
  const bound = told.flatMap(({ messages }) =>
    messages.flatMap(({ message }) => (message.kind === 'departed' ? [message.to.galaxyId] : [])),
  )
  const now = await ctx.clock.now(ctx.db)
  const unknown: string[] = []
  for (const id of new Set(bound)) {
    const [noted] = await ctx.db
      .insert(galaxies)
      .values({
        ...{ id, kind: 'region', status: 'dropped', createdAt: now },
        ...{ databaseName: databaseNameFor(id), location: ctx.galaxies.homeLocation() },
      })
      .onConflictDoNothing()
      .returning({ id: galaxies.id })
    if (noted) unknown.push(noted.id)
  }
  return unknown
}

/** By pilot: what galaxies tell of them. Who was set aside is where their ship is. */
function historiesIn(told: readonly GalaxyFacts[]): Map<string, History> {
  const histories = new Map<string, History>()
  const of = (userId: string) => {
    const known = histories.get(userId) ?? { departures: [], stays: [] }
    histories.set(userId, known)
    return known
  }
  for (const { galaxyId, pilots, messages } of told) {
    for (const pilot of pilots)
      if (pilot.present || pilot.hasShip) of(pilot.userId).stays.push({ ...pilot, galaxyId })
    for (const sent of messages) {
      const { id: messageId, message } = sent
      if (message.kind !== 'departed') continue
      const { userId, fencingVersion } = message
      of(userId).departures.push({ galaxyId, fencingVersion, messageId, sent, message })
    }
  }
  return histories
}

async function catchUpPilot(
  ctx: Ctx,
  userId: string,
  { departures, stays }: History,
  done: CaughtUp,
): Promise<void> {
  const { stay, ended } = newestStay(stays)
  for (const { galaxyId, callsign, present } of ended)
    if (present) done.doubles.push({ galaxyId, userId, callsign })
  try {
    const heard = await transact(ctx, (tx) => takeSteps(tx, userId, departures, stay))
    done.departures += heard.departures
    done.places += heard.places
  } catch (error) {
    // One that cannot be applied must not keep the platform from being restored.
    ctx.log.error({ err: error, userId }, 'what galaxies tell of a pilot could not be caught up with')
    const { places } = await transact(ctx, (tx) => takeSteps(tx, userId, [], stay))
    done.places += places
  }
}

async function takeSteps(tx: Tx, userId: string, departures: readonly Departure[], stay: Stay | null) {
  const [known] = await tx.db.select().from(whereabouts).where(eq(whereabouts.userId, userId)).for('update')
  const place = known && {
    ...known,
    isTravelling: known.state === 'travelling',
    isBeginning: known.state === 'beginning',
  }
  const done = { departures: 0, places: 0 }
  for (const step of stepsToCatchUp(place ?? null, { departures, stay })) {
    if (step.kind === 'place') {
      const { galaxyId, fencingVersion } = step
      await placePilot(tx, { userId, galaxyId, fencingVersion, ...whereIn(step, departures, stay) })
      done.places += 1
      continue
    }
    const left = departures.find(({ messageId }) => messageId === step.messageId)
    if (!left) throw new Error('a departure that is heard of was told')
    await isFirst(tx, left.galaxyId, left.messageId)
    await applyMessage(tx, left.galaxyId, left.message, new Date(left.sent.at))
    done.departures += 1
  }
  return done
}

/** Where exactly and since when they were there: of a stay that is over the departure says where it ended. */
function whereIn(
  { galaxyId, fencingVersion }: { galaxyId: string; fencingVersion: number },
  departures: readonly Departure[],
  stay: Stay | null,
): { sectorId: number; at: Date | null } {
  if (stay?.galaxyId === galaxyId && stay.fencingVersion === fencingVersion)
    return { sectorId: stay.sectorId, at: new Date(stay.enteredAt) }
  const left = departures.find((one) => one.galaxyId === galaxyId && one.fencingVersion === fencingVersion)
  return { sectorId: left?.message.fromSector ?? 1, at: null }
}

/** Gifts, orders, patrols and news, each once; those of accounts that the backup does not know are left out. */
async function hearAgain(
  ctx: Ctx,
  told: readonly GalaxyFacts[],
  names: ReadonlyMap<string, string>,
): Promise<number> {
  const others = told.flatMap(({ galaxyId, messages }) =>
    messages.filter(({ message }) => message.kind !== 'departed').map((sent) => ({ galaxyId, sent })),
  )
  others.sort((one, other) => one.sent.at.localeCompare(other.sent.at))
  let heard = 0
  for (const { galaxyId, sent } of others) {
    const userId = pilotOfMessage(sent.message)
    if (userId !== null && !names.has(userId)) continue
    await applyOrSetAside(ctx, galaxyId, sent)
    heard += 1
  }
  return heard
}

/** Whom the platform has in a galaxy that does not have them, and that told no departure. */
async function findMissing(
  ctx: Ctx,
  told: readonly GalaxyFacts[],
  names: ReadonlyMap<string, string>,
): Promise<CaughtUp['missing']> {
  const there = new Set(
    told.flatMap(({ galaxyId, pilots }) =>
      pilots
        .filter(({ present, hasShip }) => present || hasShip)
        .map(({ userId }) => `${galaxyId} ${userId}`),
    ),
  )
  const asked = told.map(({ galaxyId }) => galaxyId)
  const here = await ctx.db
    .select({ galaxyId: whereabouts.galaxyId, userId: whereabouts.userId })
    .from(whereabouts)
    .where(and(eq(whereabouts.state, 'present'), inArray(whereabouts.galaxyId, asked)))
  return here
    .filter(({ galaxyId, userId }) => !there.has(`${galaxyId} ${userId}`))
    .map((row) => ({ ...row, callsign: names.get(row.userId) ?? '' }))
}
