import { and, eq, inArray, isNull } from 'drizzle-orm'
import { expect } from 'vitest'
import { elections, offices } from '#db/schema/platform/elections.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { POSITIONS } from '../domain/regions/positions.ts'
import { headOf } from '../domain/elections/head.ts'
import { actsAsGovernor } from '../domain/regions/powers.ts'
import { type TestPlatform } from './test-platform.ts'

/**
 * Invariants of a region's government in every reachable state: office holders are citizens, one per office except
 * the council; there is a head who is a citizen; exactly one person acts as governor.
 */
export async function expectLawfulGovernment(
  platform: Pick<TestPlatform, 'db'>,
  { regionId, councilSeats, after }: { regionId: string; councilSeats: number; after: string },
): Promise<void> {
  const [region] = await platform.db.select().from(regions).where(eq(regions.id, regionId))
  if (!region) throw new Error('the region is gone')
  const rows = await platform.db
    .select({ office: offices, membership: memberships.type })
    .from(offices)
    .leftJoin(
      memberships,
      and(eq(memberships.regionId, offices.regionId), eq(memberships.userId, offices.userId)),
    )
    .where(and(eq(offices.regionId, region.id), isNull(offices.endedAt)))
  for (const { membership } of rows) expect(membership, `an office holder after ${after}`).toBe('citizen')
  for (const position of POSITIONS) {
    const holders = rows.filter(({ office }) => office.position === position)
    expect(holders.length, `${position} after ${after}`).toBeLessThanOrEqual(
      position === 'council_member' ? councilSeats : 1,
    )
  }
  const governor = rows.find(({ office }) => office.position === 'governor')?.office ?? null
  const head = headOf({
    governanceType: region.governanceType,
    ownerId: region.ownerId,
    governorId: governor?.userId ?? null,
  })
  const citizens = await platform.db
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.regionId, region.id), eq(memberships.type, 'citizen')))
  expect(
    citizens.map(({ userId }) => userId),
    `the head after ${after}`,
  ).toContain(head.userId)
  // At every moment exactly one person can act as governor: the one in office, or the owner.
  const acting = citizens.filter(({ userId }) =>
    actsAsGovernor(
      {
        isOwner: userId === region.ownerId,
        offices: rows.filter(({ office }) => office.userId === userId).map(({ office }) => office.position),
        membership: 'citizen',
      },
      governor !== null,
    ),
  )
  expect(
    acting.map(({ userId }) => userId),
    `who acts after ${after}`,
  ).toEqual([governor?.userId ?? region.ownerId])
  if (region.governanceType !== 'autocracy')
    expect([head.userId], `the head after ${after}`).toEqual(acting.map(({ userId }) => userId))
  const open = await platform.db
    .select({ position: elections.position })
    .from(elections)
    .where(and(eq(elections.regionId, region.id), inArray(elections.status, ['pending', 'active'])))
  expect(new Set(open.map(({ position }) => position)).size, `elections under way after ${after}`).toBe(
    open.length,
  )
}
