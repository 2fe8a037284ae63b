import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { economyDays } from '#db/schema/galaxy/economy.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { ports, sectors } from '#db/schema/galaxy/space.ts'
import { dockingDays } from '#db/schema/galaxy/trade.ts'
import { TEMPO_DAYS, TEMPO_DOCKINGS, tempoBp } from '#server/domain/economy/tempo.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { openToday, toNextDay } from '#server/testing/contract-steps.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
/** Four times as many as a galaxy of so few ports is made for. */
const CROWD = 40
let galaxy: GalaxyPool
let crowd: string[]

beforeAll(async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  galaxy = await platform.galaxy(region.galaxyId ?? '')
  const [sector] = await galaxy.select().from(sectors).limit(1)
  const at = new Date(0)
  crowd = Array.from(
    { length: CROWD },
    (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  )
  await galaxy.insert(pilots).values(
    crowd.map((userId) => ({
      userId,
      callsign: `docker-${userId.slice(-2)}`,
      sectorId: sector?.id ?? 1,
      present: false,
      fencingVersion: 0,
      milliturns: 0,
      turnsAt: at,
      enteredAt: at,
    })),
  )
})

const today = async () => utcDay(await platform.clock.now(galaxy))

/** The tempo of tomorrow, counted at 00:05 of a day whose crowd docked so often so many days before. */
async function tempoAfter(docked: { daysAgo: number; dockings: number }[]): Promise<number | undefined> {
  await galaxy.delete(dockingDays)
  await toNextDay(platform, 0)
  const day = await today()
  await galaxy
    .insert(dockingDays)
    .values(
      docked.flatMap(({ daysAgo, dockings }) =>
        crowd.map((userId) => ({ userId, day: isoDay(day - daysAgo), dockings })),
      ),
    )
  platform.clock.advance(5 * 60_000)
  await openToday(platform)
  const [tomorrow] = await galaxy
    .select()
    .from(economyDays)
    .where(eq(economyDays.day, isoDay(day + 1)))
  return tomorrow?.tempoBp
}

describe('the tempo of tomorrow', () => {
  it('follows from the dockings of the seven days that are over', async () => {
    const busy = tempoBp(CROWD, await galaxy.$count(ports))
    expect(busy).toBeGreaterThan(10_000)
    const often = TEMPO_DOCKINGS
    expect(await tempoAfter([{ daysAgo: TEMPO_DAYS, dockings: often }])).toBe(busy)
    expect(await tempoAfter([{ daysAgo: 1, dockings: often }])).toBe(busy)
    expect(await tempoAfter([{ daysAgo: TEMPO_DAYS + 1, dockings: often }])).toBe(10_000)
    expect(await tempoAfter([{ daysAgo: 0, dockings: often }])).toBe(10_000)
  })

  it('adds up a pilot’s days, and counts who docked ten times', async () => {
    const busy = tempoBp(CROWD, await galaxy.$count(ports))
    const days = (dockings: number) => [
      { daysAgo: 2, dockings: 4 },
      { daysAgo: 6, dockings },
    ]
    expect(await tempoAfter(days(6))).toBe(busy)
    expect(await tempoAfter(days(5))).toBe(10_000)
  })

  it('stays as it was counted, whatever happens during the day', async () => {
    const counted = await tempoAfter([{ daysAgo: 3, dockings: TEMPO_DOCKINGS }])
    await galaxy.delete(dockingDays)
    await openToday(platform)
    const [tomorrow] = await galaxy
      .select()
      .from(economyDays)
      .where(eq(economyDays.day, isoDay((await today()) + 1)))
    expect(tomorrow?.tempoBp).toBe(counted)
  })
})
