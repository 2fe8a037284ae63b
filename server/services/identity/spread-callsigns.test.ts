import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { callsignChanges } from '#db/schema/platform/account-access.ts'
import { shipName } from '#server/domain/ships/hulls.ts'
import { GameError } from '#server/errors.ts'
import { createGalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact, type Ctx } from '../context.ts'
import { sweepCrossings } from '../custody/sweep-crossings.ts'
import { replaceCallsign } from './replace-callsign.ts'
import { spreadCallsigns } from './spread-callsigns.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const system = () => platform.ctx({ kind: 'system', job: 'test' })

const rename = (user: { userId: string; callsign: string }, to: string) =>
  transact(system(), (tx) =>
    replaceCallsign(
      tx,
      { userId: user.userId, from: user.callsign, to },
      { shownUntil: tx.now, reservedUntil: tx.now },
    ),
  )
const isSpread = async (userId: string) => {
  const rows = await platform.db.select().from(callsignChanges).where(eq(callsignChanges.userId, userId))
  return rows.every(({ spreadAt }) => spreadAt !== null)
}
/** Before a call of this name, that happens. */
const withBefore = (ctx: Ctx, call: string, happens: () => Promise<unknown>): Ctx => ({
  ...ctx,
  galaxies: {
    ...ctx.galaxies,
    apiFor: (galaxyId, options) => {
      const api = ctx.galaxies.apiFor(galaxyId, options)
      return createGalaxyApi(async (name, input) => {
        if (name === call) await happens()
        return api[name](input)
      })
    },
  },
})

describe('a changed callsign', () => {
  it('is told to all galaxies where the pilot is or was, with the ship that is called after them', async () => {
    const home = await travel.makeLinked()
    const hub = await travel.makeNexus()
    const traveller = await travel.makeTraveller(home)
    await traveller.depart('nexus')
    await traveller.arrive()
    await rename(traveller.user, 'Sea-Change')
    await platform.runOutbox()
    const here = await travel.presenceIn(await platform.galaxy(hub), traveller.userId)
    expect(here?.pilot.callsign).toBe('Sea-Change')
    expect(here?.ship?.name).toBe(shipName('Sea-Change', here?.ship?.shipClass ?? 'pathfinder'))
    const left = await travel.presenceIn(await travel.galaxyOf(home.region), traveller.userId)
    expect(left?.pilot).toMatchObject({ callsign: 'Sea-Change', present: false })
    expect(await isSpread(traveller.userId)).toBe(true)
  }, 60_000)

  it('comes along with who changes it on the way', async () => {
    const home = await travel.makeLinked()
    const traveller = await travel.makeTraveller(home)
    await traveller.depart('nexus')
    await rename(traveller.user, 'Mid-Flight')
    await platform.runOutbox()
    expect(await isSpread(traveller.userId)).toBe(false)
    await traveller.arrive()
    const hub = await platform.galaxy(await travel.nexusId())
    const landed = await travel.presenceIn(hub, traveller.userId)
    expect(landed?.pilot.callsign).toBe('Mid-Flight')
    expect(landed?.ship?.name).toBe(shipName('Mid-Flight', landed?.ship?.shipClass ?? 'pathfinder'))
    await spreadCallsigns(system())
    expect(await isSpread(traveller.userId)).toBe(true)
  }, 60_000)

  it('is repaired by the sweep when a landing that had begun brings the old one', async () => {
    const home = await travel.makeLinked()
    const traveller = await travel.makeTraveller(home)
    await traveller.depart('nexus')
    platform.clock.advance(5 * 60_000)
    await sweepCrossings(
      withBefore(system(), 'arrivePilot', async () => {
        await rename(traveller.user, 'Late-Word')
        await spreadCallsigns(system())
      }),
    )
    const hub = await platform.galaxy(await travel.nexusId())
    expect((await travel.presenceIn(hub, traveller.userId))?.pilot.callsign).toBe(traveller.user.callsign)
    await spreadCallsigns(system())
    expect((await travel.presenceIn(hub, traveller.userId))?.pilot.callsign).toBe('Late-Word')
    expect(await isSpread(traveller.userId)).toBe(true)
  }, 60_000)

  it('stays on the list while a galaxy cannot be reached, and keeps nobody else from being renamed', async () => {
    const [home, other] = [await travel.makeLinked(), await travel.makeLinked()]
    const [away, near] = [await travel.makeTraveller(home), await travel.makeTraveller(other)]
    await rename(away.user, 'Far-Away')
    await rename(near.user, 'Near-By')
    const ctx = system()
    const apiFor: Ctx['galaxies']['apiFor'] = (galaxyId, options) => {
      if (galaxyId === home.region.galaxyId) throw new GameError('UNAVAILABLE', 'gone')
      return ctx.galaxies.apiFor(galaxyId, options)
    }
    await spreadCallsigns({ ...ctx, galaxies: { ...ctx.galaxies, apiFor } })
    expect(await isSpread(away.userId)).toBe(false)
    expect(await isSpread(near.userId)).toBe(true)
    await spreadCallsigns(ctx)
    expect(await isSpread(away.userId)).toBe(true)
    const galaxy = await travel.galaxyOf(home.region)
    expect((await travel.presenceIn(galaxy, away.userId))?.pilot.callsign).toBe('Far-Away')
  }, 60_000)

  it('is not undone by a call that comes late', async () => {
    const home = await travel.makeLinked()
    const { user, userId } = await travel.makeTraveller(home)
    await rename(user, 'First-Change')
    const late = { userId, from: [user.callsign], callsign: 'First-Change' }
    await rename({ userId, callsign: 'First-Change' }, 'Second-Change')
    await platform.runOutbox()
    const api = system().galaxies.apiFor(home.region.galaxyId ?? '', { clock: platform.clock })
    await api.renamePilot(late)
    await api.renamePilot({ ...late, userId: crypto.randomUUID() })
    const galaxy = await travel.galaxyOf(home.region)
    expect((await travel.presenceIn(galaxy, userId))?.pilot.callsign).toBe('Second-Change')
  }, 60_000)

  it('of somebody who has never flown is told to nobody', async () => {
    const home = await travel.makeLinked()
    await rename(home.owner, 'Desk-Bound')
    await platform.runOutbox()
    expect(await isSpread(home.owner.userId)).toBe(true)
  })
})
