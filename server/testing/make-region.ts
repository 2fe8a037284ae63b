import { randomBytes, randomInt } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { planets, portMarkets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { DEFAULT_THEME } from '../domain/culture/theme.ts'
import { generateRegion, MIN_REGION_SECTORS } from '../domain/galaxy/generate-region.ts'
import { nameKeys } from '../domain/names/skeleton.ts'
import { type MembershipType } from '../domain/membership/membership-types.ts'
import { votingPower } from '../domain/membership/voting-power.ts'
import { defaultSettings } from '../domain/regions/default-settings.ts'
import { type GovernanceType } from '../domain/regions/governance-types.ts'
import { type RegionStatus } from '../domain/regions/region-status.ts'
import { type RegionSettings } from '../domain/regions/settings.ts'
import { databaseNameFor } from '../galaxies/galaxies.ts'
import { transact } from '../services/context.ts'
import { enactLaw } from '../services/laws/enact-law.ts'
import { syncLocalSettings } from '../services/laws/sync-local-settings.ts'
import { getRegion, type RegionRow } from '../services/regions/region-rows.ts'
import { type UserActor } from '../services/require-actor.ts'
import { makeUser, type PeopleHome } from './make-user.ts'
import { type TestPlatform } from './test-platform.ts'

/** Where regions are made: a test platform, or a runtime. */
type RegionsHome = PeopleHome & Pick<TestPlatform, 'ctx' | 'galaxy'>

export type MadeRegion = { region: RegionRow; owner: UserActor }

export type RegionOptions = {
  name?: string
  displayName?: string
  /** Regions from before names were compared may share one. */
  hasNamesakes?: boolean
  governanceType?: GovernanceType
  /** Overrides of the default settings. */
  settings?: Partial<RegionSettings>
  status?: RegionStatus
  owner?: UserActor
  /** With its own galaxy database of 50 sectors. */
  withGalaxy?: boolean
}

/** Creates an active region with its founding law and its owner as first citizen, by default without a galaxy. */
export async function makeRegion(platform: RegionsHome, options: RegionOptions = {}): Promise<MadeRegion> {
  const owner = options.owner ?? (await makeUser(platform))
  const name = options.name ?? `region-${randomBytes(4).toString('hex')}`
  const displayName = options.displayName ?? name
  const { key: displayNameKey, look: displayNameLook } = nameKeys(displayName)
  const settings = {
    ...defaultSettings(options.governanceType ?? 'autocracy', null, DEFAULT_THEME),
    ...options.settings,
  }
  const ctx = platform.ctx({ kind: 'system', job: 'test' })
  const region = await transact(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(regions)
      .values({
        ...settings,
        name,
        displayName,
        ...{
          displayNameKey,
          displayNameLook,
          displayNameTwin: options.hasNamesakes ? randomInt(1, 2 ** 31) : 0,
        },
        ownerId: owner.userId,
        status: options.status ?? 'active',
        statusChangedAt: tx.now,
        // Always the same galaxy: a test that passes once passes always.
        seed: 'test-region',
        totalSectors: options.withGalaxy ? MIN_REGION_SECTORS : 500,
        createdAt: tx.now,
        activatedAt: tx.now,
      })
      .returning()
    if (!row) throw new Error('the region was not written')
    await enactLaw(tx, {
      region: row,
      changes: settings,
      kind: 'founding',
      authority: 'owner',
      title: 'Founding of the region',
      enactedBy: owner.userId,
    })
    await tx.db.insert(memberships).values({
      regionId: row.id,
      userId: owner.userId,
      type: 'citizen',
      votingPower: votingPower(0),
      joinedAt: tx.now,
      residentSince: tx.now,
      citizenSince: tx.now,
      lastVisitAt: tx.now,
    })
    return row
  })
  return { region: options.withGalaxy ? await giveGalaxy(platform, region) : region, owner }
}

/** Creates a member of a region, with an account older than any waiting period. */
export async function makeMember(
  platform: TestPlatform,
  region: RegionRow,
  options: { type?: MembershipType; reputation?: number; user?: UserActor } = {},
): Promise<UserActor> {
  const user = options.user ?? (await makeUser(platform))
  const now = await platform.clock.now(platform.db)
  const longAgo = new Date(now.getTime() - 365 * 86_400_000)
  await platform.db.update(users).set({ createdAt: longAgo }).where(eq(users.id, user.userId))
  const type = options.type ?? 'citizen'
  const reputation = options.reputation ?? 0
  await platform.db.insert(memberships).values({
    regionId: region.id,
    userId: user.userId,
    type,
    reputation,
    votingPower: votingPower(reputation),
    joinedAt: now,
    residentSince: type === 'visitor' ? null : now,
    citizenSince: type === 'citizen' ? now : null,
    lastVisitAt: now,
  })
  return user
}

async function giveGalaxy(platform: RegionsHome, region: RegionRow): Promise<RegionRow> {
  const door = platform.ctx().galaxies
  const now = await platform.clock.now(platform.db)
  const [galaxy] = await platform.db
    .insert(galaxies)
    .values({
      kind: 'region',
      databaseName: databaseNameFor(region.id),
      location: door.homeLocation(),
      status: 'ready',
      createdAt: now,
    })
    .returning()
  if (!galaxy) throw new Error('the galaxy was not written')
  await door.createDatabase(galaxy)
  await door.createRole(galaxy)
  const plan = generateRegion({ seed: region.seed, sectors: MIN_REGION_SECTORS })
  const db = await platform.galaxy(galaxy.id)
  await db.insert(sectors).values(plan.sectors)
  await db.insert(warps).values(plan.warps)
  await db.insert(ports).values(plan.ports)
  await db.insert(portMarkets).values(plan.portMarkets.map((market) => ({ ...market, stockAt: now })))
  await db.insert(planets).values(plan.planets)
  await platform.db
    .update(regions)
    .set({ galaxyId: galaxy.id, gateSector: plan.gateSectorId })
    .where(eq(regions.id, region.id))
  await syncLocalSettings(platform.ctx({ kind: 'system', job: 'test' }), { regionId: region.id })
  const linked = await getRegion(platform.db, region.id)
  if (!linked) throw new Error('the region was not linked to its galaxy')
  return linked
}
