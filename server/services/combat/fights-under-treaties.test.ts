import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { ambushes } from '#db/schema/galaxy/combat.ts'
import { sectors, warps } from '#db/schema/galaxy/space.ts'
import { makeFighter, type MadeFighter } from '#server/testing/make-fighter.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { signTreaty } from '#server/testing/sign-treaty.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type MembershipType } from '#server/domain/membership/membership-types.ts'

const platform = useTestPlatform()
/** The field is nobody's home. */
let field: MadeRegion
let galaxy: GalaxyPool
let from: number
let to: number

beforeAll(async () => {
  field = await makeRegion(platform, { withGalaxy: true, settings: { pvpRule: 'open', defenseLevel: 0 } })
  galaxy = await platform.galaxy(field.region.galaxyId ?? '')
  const [warp] = await galaxy.select().from(warps).where(eq(warps.kind, 'local')).limit(1)
  ;[from, to] = [warp?.fromSector ?? 0, warp?.toSector ?? 0]
  for (const id of [from, to])
    await galaxy.update(sectors).set({ security: 1, zone: 'frontier' }).where(eq(sectors.id, id))
})

// The first to lie in wait stops a ship: pilots of other tests would be in the way.
beforeEach(async () => {
  await galaxy.delete(ambushes)
})

const twoHomes = async () => ({ one: await makeRegion(platform), other: await makeRegion(platform) })

/** Somebody of this region, in the field. */
const memberOf = async (
  home: MadeRegion,
  { hull, type = 'citizen' }: { hull?: 'corvette'; type?: MembershipType } = {},
) =>
  makeFighter(platform, field.region, {
    user: await makeMember(platform, home.region, { type }),
    cargo: { ore: 4 },
    ...(hull && { hull }),
  })

/** The attacker lies in wait, the other flies in. */
async function meetUp(attacker: MadeFighter, victim: MadeFighter) {
  await attacker.putAt({ sectorId: to })
  await attacker.api.combat.lieInWait()
  await victim.putAt({ sectorId: from })
  return victim.api.space.move({ toSector: to })
}
const attack = ({ api }: MadeFighter, { user }: MadeFighter) =>
  api.combat.attack({ callsign: user.callsign, attackId: randomUUID() })

describe('a treaty of non-aggression', () => {
  it('forbids an attack between citizens of its regions, also when they met before it was signed', async () => {
    const { one, other } = await twoHomes()
    const attacker = await memberOf(one, { hull: 'corvette' })
    const victim = await memberOf(other)
    expect(await meetUp(attacker, victim)).toMatchObject({ end: 'stopped' })
    const odds = () => attacker.api.combat.odds({ callsign: victim.user.callsign })
    expect(await odds()).toMatchObject({ refusal: null })
    await signTreaty(platform, one, other, 'non_aggression')
    expect(await odds()).toMatchObject({ refusal: { reason: 'non-aggression' } })
    await expect(attack(attacker, victim)).rejects.toMatchObject({ cause: { reason: 'non-aggression' } })
  })

  it('lets citizens of its regions pass an ambush, and nobody else', async () => {
    const { one, other } = await twoHomes()
    await signTreaty(platform, one, other, 'non_aggression')
    const attacker = await memberOf(one, { hull: 'corvette' })
    expect(await meetUp(attacker, await memberOf(other))).toMatchObject({ end: 'arrived' })
    const resident = await memberOf(other, { type: 'resident' })
    await resident.putAt({ sectorId: from })
    expect(await resident.api.space.move({ toSector: to })).toMatchObject({ end: 'stopped' })
    expect(await attack(attacker, resident)).toMatchObject({ won: true })
  })
})

describe('a defense pact', () => {
  it('has citizens of the partner stand by the defender, and residents not', async () => {
    const { one, other } = await twoHomes()
    const attacker = await makeFighter(platform, field.region, { hull: 'corvette' })
    const victim = await memberOf(one)
    await meetUp(attacker, victim)
    const ally = await memberOf(other)
    const resident = await memberOf(other, { type: 'resident' })
    for (const pilot of [ally, resident]) await pilot.putAt({ sectorId: to })
    const defense = async () => (await attacker.api.combat.odds({ callsign: victim.user.callsign })).defense
    expect(await defense()).toBe(50)
    await signTreaty(platform, one, other, 'defense_pact')
    expect(await defense()).toBe(65)
    expect(await attack(attacker, victim)).toMatchObject({ defense: 65, won: true })
  })
})
