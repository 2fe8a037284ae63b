import { asc, eq } from 'drizzle-orm'
import { warps } from '#db/schema/galaxy/space.ts'
import { elementAt } from '#server/domain/galaxy/element-at.ts'
import { type LawTiming } from '#server/domain/policies/law-timing.ts'
import { type PolicyType } from '#server/domain/regions/policy-types.ts'
import { acceptAdminInvite } from '#server/services/identity/accept-admin-invite.ts'
import { createAdminInvite } from '#server/services/identity/create-admin-invite.ts'
import { ensurePlans } from '#server/services/billing/ensure-plans.ts'
import { startCheckout } from '#server/services/billing/start-checkout.ts'
import { joinRegion } from '#server/services/membership/join-region.ts'
import { requestGeneration } from '#server/services/nexus/request-generation.ts'
import { castVote } from '#server/services/policies/cast-vote.ts'
import { changeSettings } from '#server/services/policies/change-settings.ts'
import { proposePolicy } from '#server/services/policies/propose-policy.ts'
import { enterRegion } from '#server/services/space/enter-region.ts'
import { movePilot } from '#server/services/space/move-pilot.ts'
import { getPilot } from '#server/galaxy/pilots.ts'
import { getWhereabouts, pilotOf } from '#server/services/space/presence.ts'
import { DEMO_ADMIN, DEMO_CITIZENS, DEMO_REGIONS, demoEmail, type DemoRegion } from './demo-cast.ts'
import { findHeadOfGovernment } from './demo-elections.ts'
import { type DemoPerson, type DemoWorld } from './demo-world-driver.ts'

export type DemoCast = {
  admin: DemoPerson
  governors: { region: DemoRegion; person: DemoPerson }[]
  citizens: { region: DemoRegion; person: DemoPerson }[]
}

/** Chance in percent that somebody votes, and votes yes. */
const TURNOUT = 70
const APPROVAL = 68

/** Day 0: the Nexus is generated and three founders buy their regions. */
export async function createStartingWorld(world: DemoWorld): Promise<DemoCast> {
  const admin = await createAdmin(world)
  await requestGeneration(world.ctx(admin), {
    forceRegenerate: false,
    preservePlayerData: true,
    dryRun: false,
    seed: 'sectorwars-2102',
  })
  await world.settle()

  await ensurePlans(world.system)
  const governors: DemoCast['governors'] = []
  for (const [index, region] of DEMO_REGIONS.entries()) {
    await world.goTo(0, 2 + index * 3)
    const person = await world.signUp(region.governor)
    const checkout = await startCheckout(world.ctx(person), {
      plan: 'regional_owner',
      regionName: region.name,
      displayName: region.displayName,
      governanceType: region.governanceType,
      economicSpecialization: region.economicSpecialization,
      theme: region.theme,
      motto: region.motto,
    })
    await world.approveAtPayPal(checkout.paypalSubscriptionId)
    await enterRegion(world.ctx(person), { region: region.name })
    governors.push({ region, person })
  }
  return { admin, governors, citizens: [] }
}

async function createAdmin(world: DemoWorld): Promise<DemoPerson> {
  const token = await createAdminInvite(world.system)
  if (!token) throw new Error('this platform already has an administrator')
  const { email, password } = { email: demoEmail(DEMO_ADMIN), password: world.newPassword() }
  const admin = await acceptAdminInvite(world.ctx({ kind: 'anonymous' }), {
    token,
    account: { email, callsign: DEMO_ADMIN, password },
    ipAddress: 'demo',
  })
  return { kind: 'user', userId: admin.id, callsign: DEMO_ADMIN, role: 'admin', email, password }
}

/** The newcomers of a day enter the galaxy, settle in a region and apply for citizenship. */
export async function addNewcomers(world: DemoWorld, cast: DemoCast, howMany: number): Promise<void> {
  const first = cast.citizens.length
  const callsigns = DEMO_CITIZENS.slice(first, first + howMany)
  // Password hashing is slow by design, so they sign up in parallel.
  const people = await Promise.all(callsigns.map((callsign) => world.signUp(callsign)))
  for (const person of people) {
    const region = elementAt(DEMO_REGIONS, elementAt([0, 1, 2, 0, 2], cast.citizens.length % 5))
    const ctx = world.ctx(person)
    await enterRegion(ctx, { region: region.name })
    await joinRegion(ctx, { region: region.name, as: 'resident' })
    // A few remain residents.
    if (world.random.int(1, 10) > 1) await joinRegion(ctx, { region: region.name, as: 'citizen' })
    cast.citizens.push({ region, person })
  }
}

/** Some pilots explore in parallel: each follows a few warps. */
export async function movePilots(world: DemoWorld, cast: DemoCast, pilots: number): Promise<void> {
  const crew = world.random.shuffle([...cast.citizens, ...cast.governors]).slice(0, pilots)
  const flights = crew.map(({ person }) => {
    const legs = Array.from({ length: world.random.int(1, 3) }, () => world.random.next())
    return { person, legs }
  })
  await Promise.all(flights.map(({ person, legs }) => flyPilot(world, person, legs)))
}

/** Follows one warp per number in `legs`, which picks the warp by chance (0 to 1). */
async function flyPilot(world: DemoWorld, person: DemoPerson, legs: readonly number[]): Promise<void> {
  const ctx = world.ctx(person)
  const present = await getWhereabouts(world.system.db, person.userId)
  if (!present) return
  const { withGalaxy } = ctx.galaxies
  const pilot = await withGalaxy(present.galaxyId, (galaxy) => getPilot(galaxy, pilotOf(present)))
  let sectorId = pilot?.sectorId ?? 0
  for (const chance of legs) {
    const ways = await withGalaxy(present.galaxyId, (galaxy) =>
      galaxy
        .select({ toSector: warps.toSector })
        .from(warps)
        .where(eq(warps.fromSector, sectorId))
        .orderBy(asc(warps.toSector)),
    )
    sectorId = (await movePilot(ctx, elementAt(ways, Math.floor(chance * ways.length)))).sectorId
  }
}

/**
 * Sets the constitution, language and traditions of every region, by whatever procedure its government requires.
 * Returns the votes that this opened.
 */
export async function setCulture(world: DemoWorld, cast: DemoCast): Promise<string[]> {
  const opened: string[] = []
  for (const { region, person } of cast.governors) {
    const { languagePack, traditions, constitutionalText, electionMethod } = region
    const constitution = { constitutionalText, ...(electionMethod && { electionMethod }) }
    for (const changes of [{ languagePack, traditions }, constitution]) {
      const { policyIds } = await changeSettings(world.ctx(person), { region: region.name, changes })
      opened.push(...policyIds)
    }
  }
  return opened
}

export async function issueDecree(
  world: DemoWorld,
  cast: DemoCast,
  region: string,
  changes: Parameters<typeof changeSettings>[1]['changes'],
  terms: LawTiming = {},
) {
  const governor = cast.governors.find((g) => g.region.name === region)
  if (governor) await changeSettings(world.ctx(governor.person), { region, changes, ...terms })
}

export type Motion = {
  region: string
  policyType: PolicyType
  title: string
  description: string
  proposedChanges: Record<string, unknown>
  votingDurationDays: number
}

/** The head of a region puts a policy to a vote. Returns the policy's id. */
export async function proposeDemoPolicy(world: DemoWorld, cast: DemoCast, motion: Motion): Promise<string> {
  const policy = await proposePolicy(
    world.ctx(await findHeadOfGovernment(world, cast, motion.region)),
    motion,
  )
  return policy.id
}

/** The roll votes as people do: most take part, most agree, some abstain. */
export async function voteOnPolicy(world: DemoWorld, cast: DemoCast, policyId: string): Promise<void> {
  for (const person of await findVoters(world, cast, policyId)) {
    // Governors always take part and vote yes: these are their policies.
    const governs = cast.governors.some((governor) => governor.person === person)
    if (!governs && world.random.int(1, 100) > TURNOUT) continue
    const dice = governs ? 0 : world.random.int(1, 100)
    const choice = dice <= APPROVAL ? 'yes' : dice <= 92 ? 'no' : 'abstain'
    await castVote(world.ctx(person), { policyId, choice })
  }
}

async function findVoters(world: DemoWorld, cast: DemoCast, policyId: string): Promise<DemoPerson[]> {
  const onRoll = new Set(await world.rollOf(policyId))
  return [...cast.governors, ...cast.citizens]
    .map((c) => c.person)
    .filter((person) => onRoll.has(person.userId))
}
