import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { type Zone } from '#server/domain/galaxy/galaxy-plan.ts'
import { type PvpRule } from '#server/domain/regions/settings.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { signTreaty } from '#server/testing/sign-treaty.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'

const platform = useTestPlatform()
const DAY = 86_400_000

const battlefield = (pvpRule: PvpRule) => makeRegion(platform, { withGalaxy: true, settings: { pvpRule } })

/** Puts somebody into a sector of this zone and says how they stand there. */
async function standing({ region }: MadeRegion, user: UserActor, zone: Zone) {
  const api = platform.api(user)
  await api.space.enter({ region: region.name })
  const galaxy = await platform.galaxy(region.galaxyId ?? '')
  const [sector] = await galaxy.select().from(sectors).where(eq(sectors.zone, zone)).limit(1)
  await galaxy
    .update(pilots)
    .set({ sectorId: sector?.id ?? 0 })
    .where(eq(pilots.userId, user.userId))
  return (await api.space.mySector())?.combat
}

describe('the combat status', () => {
  it('follows from the law of the region and the zone of the sector', async () => {
    const user = await makeUser(platform)
    const contested = await battlefield('contested_zones')
    expect(await standing(contested, user, 'federation')).toMatchObject({
      lawful: false,
      because: 'protected-zone',
    })
    expect(await standing(contested, user, 'frontier')).toMatchObject({
      lawful: true,
      because: 'contested-zone',
      boundByTreaty: [],
    })
    const peaceful = await battlefield('forbidden')
    expect(await standing(peaceful, await makeUser(platform), 'frontier')).toMatchObject({
      lawful: false,
      because: 'forbidden',
    })
  })

  it('changes as soon as the galaxy has the law', async () => {
    const made = await battlefield('forbidden')
    const user = await makeUser(platform)
    expect(await standing(made, user, 'federation')).toMatchObject({ lawful: false })
    await platform.api(made.owner).regions.changeSecurity({ region: made.region.name, pvpRule: 'open' })
    await platform.runOutbox()
    expect((await platform.api(user).space.mySector())?.combat).toMatchObject({
      lawful: true,
      because: 'open',
    })
  })

  it('names the regions whose citizens a treaty binds, while it is in force', async () => {
    const field = await battlefield('open')
    const home = await makeRegion(platform)
    const [friend, ally, neighbour] = [
      await makeRegion(platform, { displayName: 'Friend' }),
      await makeRegion(platform, { displayName: 'Ally' }),
      await makeRegion(platform),
    ]
    const pact = await signTreaty(platform, home, friend, 'non_aggression')
    await signTreaty(platform, home, ally, 'defense_pact')
    await signTreaty(platform, home, neighbour, 'open_borders')
    const citizen = await makeMember(platform, home.region)
    const resident = await makeMember(platform, home.region, { type: 'resident' })
    const names = (combat: Awaited<ReturnType<typeof standing>>) =>
      combat?.boundByTreaty.map(({ displayName }) => displayName)
    expect(names(await standing(field, citizen, 'border'))).toEqual(['Ally', 'Friend'])
    expect(names(await standing(field, resident, 'border'))).toEqual([])

    await platform.api(home.owner).diplomacy.giveNotice({ region: home.region.name, treatyId: pact })
    expect(names(await standing(field, citizen, 'border'))).toEqual(['Ally', 'Friend'])
    platform.clock.advance(8 * DAY)
    expect(names(await standing(field, citizen, 'border'))).toEqual(['Ally'])
    platform.clock.set(0)
  })

  it('names nobody where the law protects everybody', async () => {
    const field = await battlefield('forbidden')
    const [home, friend] = [await makeRegion(platform), await makeRegion(platform)]
    await signTreaty(platform, home, friend, 'non_aggression')
    const citizen = await makeMember(platform, home.region)
    expect(await standing(field, citizen, 'border')).toMatchObject({ lawful: false, boundByTreaty: [] })
  })
})
