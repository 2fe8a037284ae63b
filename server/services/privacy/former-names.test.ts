import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { users } from '#db/schema/platform/identity.ts'
import { rememberedPrices } from '#db/schema/platform/remembered-prices.ts'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { pilots, ships } from '#db/schema/galaxy/presence.ts'
import { shipName } from '#server/domain/ships/hulls.ts'
import { deletionSteps } from '#server/testing/deletion-steps.ts'
import { loseAnswers } from '#server/testing/lose-answers.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeTrader } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact, withActor } from '../context.ts'
import { collectMessages } from '../galaxy/collect-messages.ts'
import { expireAccount } from '../identity/expire-account.ts'
import { type UserActor } from '../require-actor.ts'
import { depart } from '../space/depart.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const steps = deletionSteps(platform)
const system = () => platform.ctx({ kind: 'system', job: 'test' })

beforeAll(() => travel.makeNexus(), 60_000)

/** Nobody confirms the account, and its time is over. */
async function expire(user: UserActor): Promise<string> {
  await platform.db.update(users).set({ confirmedAt: null }).where(eq(users.id, user.userId))
  await transact(system(), (tx) => expireAccount(tx, user.userId, 'not-confirmed'))
  return (await steps.rowOf(user)).callsign
}

const erase = async (user: UserActor): Promise<string> => {
  await steps.withPassword(user)
  return (await steps.leave(user)).callsign
}

describe.each([
  ['that nobody confirmed', expire],
  ['that was deleted', erase],
])('the name of an account %s', (_what, end) => {
  it('is forgotten by the galaxies where it flew', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const { user } = await makeTrader(platform, region)
    const callsign = await end(user)
    await steps.sweep()
    const db = await platform.galaxy(region.galaxyId ?? '')
    expect(await db.select().from(pilots).where(eq(pilots.userId, user.userId))).toMatchObject([{ callsign }])
    const [ship] = await db.select().from(ships).where(eq(ships.userId, user.userId))
    expect(ship?.name).toBe(shipName(callsign, ship?.shipClass ?? 'pathfinder'))
    expect((await steps.rowOf(user)).forgottenAt).not.toBeNull()
  })

  it('does not come back with a departure that is heard of later', async () => {
    const home = await travel.makeLinked()
    const { user, userId } = await travel.makeTraveller(home)
    const leaving = { crossingId: randomUUID(), to: 'nexus', forfeitCouriers: false }
    await expect(
      depart(withActor(loseAnswers(system(), 'departPilot'), user), leaving),
    ).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await platform.db.$count(custody, eq(custody.userId, userId))).toBe(0)
    const callsign = await end(user)
    await collectMessages(system())
    const [held] = await platform.db.select().from(custody).where(eq(custody.userId, userId))
    expect(held?.pilot.callsign).toBe(callsign)
    expect(JSON.stringify(held)).not.toContain(user.callsign)
    expect(await platform.db.$count(rememberedPrices, eq(rememberedPrices.userId, userId))).toBe(0)
  }, 60_000)

  it('is in no message that waits for an administrator', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const { user } = await makeTrader(platform, region)
    const pilot = { callsign: user.callsign, ship: { name: shipName(user.callsign, 'pathfinder') } }
    const sentAt = await platform.clock.now(platform.db)
    await platform.db.insert(setAsideMessages).values({
      ...{ id: randomUUID(), galaxyId: region.galaxyId ?? '', userId: user.userId, sentAt },
      ...{ setAsideAt: sentAt, error: 'a fault', attempts: 1 },
      message: {
        ...{ kind: 'departed', crossingId: randomUUID(), userId: user.userId, fencingVersion: 1 },
        ...{ passage: 'gate', fromSector: 1, to: { galaxyId: randomUUID(), sectorId: null } },
        ...{ minutes: 1, fare: 0, toll: 0, pilot, prices: [] },
      },
    })
    const callsign = await end(user)
    const [row] = await platform.db
      .select()
      .from(setAsideMessages)
      .where(eq(setAsideMessages.userId, user.userId))
    expect(row?.message).toMatchObject({ pilot: { callsign, ship: { name: callsign } } })
  })
})
