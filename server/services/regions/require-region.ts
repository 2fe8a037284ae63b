import { type Position } from '#server/domain/regions/positions.ts'
import { type MembershipType } from '#server/domain/membership/membership-types.ts'
import { isOpenForBusiness, isReadable } from '#server/domain/regions/region-status.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { oncePerRequest } from '../once-per-request.ts'
import { requireUser, type UserActor } from '../require-actor.ts'
import {
  findGovernedRegions,
  getEndedRegion,
  getRegionForUser,
  getRegion,
  type RegionAndPart,
  type RegionRow,
} from './region-rows.ts'

/** Links to a region that ended say so, until another one has its name. */
async function noSuchRegion(ctx: Ctx, ref: string): Promise<GameError> {
  const ended = await getEndedRegion(ctx.db, ref)
  if (!ended) return notFound('This region')
  return new GameError(
    'NOT_FOUND',
    `${ended.displayName} ended on ${ended.statusChangedAt.toISOString()}. Nobody paid for it until the end of its archive, and what was in it is erased.`,
    { reason: 'region-ended' },
  )
}

/** What somebody is in one region. */
export type Standing = {
  isOwner: boolean
  isAdmin: boolean
  offices: Position[]
  membership: MembershipType | null
}

/** @throws NOT_FOUND when no region has this id or name. */
export async function requireRegion(ctx: Ctx, ref: string): Promise<RegionRow> {
  // On a page somebody else asks for the same region with the reader's part in it.
  const region = ctx.reads ? (await findRegionFor(ctx, ref))?.region : await getRegion(ctx.db, ref)
  if (!region) throw await noSuchRegion(ctx, ref)
  return region
}

export async function getStanding(ctx: Ctx, region: RegionRow): Promise<Standing> {
  const known = await findRegionFor(ctx, region.name)
  return known?.standing ?? OUTSIDER
}

const OUTSIDER: Standing = { isOwner: false, isAdmin: false, offices: [], membership: null }

/** A region by id or name with the user's standing in it, or null. Nearly every region page starts here. */
const findRegionFor = oncePerRequest(
  async (ctx, ref): Promise<{ region: RegionRow; standing: Standing } | null> => {
    if (ctx.actor.kind !== 'user') {
      const region = await getRegion(ctx.db, ref)
      return region && { region, standing: OUTSIDER }
    }
    const found = await getRegionForUser(ctx.db, ref, ctx.actor.userId)
    if (!found) return null
    const { region, ...part } = found
    return { region, standing: standingIn(region, ctx.actor, part) }
  },
)

const standingIn = (
  { ownerId }: Pick<RegionRow, 'ownerId'>,
  { userId, role }: UserActor,
  part: Pick<Standing, 'offices' | 'membership'>,
): Standing => ({ isOwner: ownerId === userId, isAdmin: role === 'admin', ...part })

/** @throws NOT_FOUND when no region has this id or name. */
async function requireRegionFor(ctx: Ctx, ref: string): Promise<{ region: RegionRow; standing: Standing }> {
  const found = await findRegionFor(ctx, ref)
  if (!found) throw await noSuchRegion(ctx, ref)
  return found
}

/**
 * A region whose public pages may be read, with the user's standing. While its pages are not public, only its
 * government finds it.
 * @throws NOT_FOUND.
 */
export async function requireReadable(
  ctx: Ctx,
  ref: string,
): Promise<{ region: RegionRow; standing: Standing }> {
  const found = await requireRegionFor(ctx, ref)
  if (isReadable(found.region.status) || isGovernment(found.standing)) return found
  throw notFound('This region')
}

/**
 * A region that the user governs: as owner, office holder or administrator. Others do not find its private side.
 * Without `ref`, the only region that the user governs.
 * @throws UNAUTHORIZED, NOT_FOUND, BAD_REQUEST when the user governs several.
 */
export async function requireGovernment(
  ctx: Ctx,
  ref?: string,
): Promise<{ region: RegionRow; standing: Standing }> {
  const { userId } = requireUser(ctx)
  const found = await requireRegionFor(ctx, ref ?? (await requireOnlyGoverned(ctx, userId)).id)
  if (!isGovernment(found.standing)) throw notFound('This region')
  return found
}

export const isGovernment = (standing: Standing): boolean =>
  standing.isOwner || standing.isAdmin || standing.offices.length > 0

/**
 * A region whose votes and members the user may see: as a member of any type or in its government. Others do not find
 * it.
 * @throws UNAUTHORIZED, NOT_FOUND, and BAD_REQUEST as {@link requireGovernment}.
 */
export async function requireParticipant(
  ctx: Ctx,
  ref?: string,
): Promise<{ region: RegionRow; standing: Standing }> {
  if (ref === undefined) return requireGovernment(ctx)
  requireUser(ctx)
  const found = await requireRegionFor(ctx, ref)
  const { standing } = found
  if (standing.membership === null && !isGovernment(standing)) throw notFound('This region')
  return found
}

/** Like {@link requireParticipant}, for a region that was read together with another row. @throws NOT_FOUND. */
export function requireParticipantIn(ctx: Ctx, found: RegionAndPart): void {
  const { membership, offices } = found
  if (found.status === 'terminated') throw notFound('This region')
  if (membership === null && !isGovernment(standingIn(found, requireUser(ctx), { offices, membership })))
    throw notFound('This region')
}

async function requireOnlyGoverned(ctx: Ctx, userId: string): Promise<RegionRow> {
  const governed = await findGovernedRegions(ctx.db, userId)
  const [first, second] = governed
  if (!first) throw new GameError('NOT_FOUND', 'You do not govern a region.', { reason: 'no-region' })
  if (!second) return first
  throw new GameError('BAD_REQUEST', 'You govern several regions. Choose one with regionId.', {
    reason: 'several-regions',
    issues: [{ path: 'regionId', message: `One of ${governed.map(({ name }) => name).join(', ')}.` }],
  })
}

/** @throws CONFLICT while a region is not open (being built, suspended, closing): nothing may change in it then. */
export function requireOpen(region: Pick<RegionRow, 'status' | 'displayName'>): void {
  if (isOpenForBusiness(region.status)) return
  throw new GameError(
    'CONFLICT',
    `${region.displayName} is ${region.status}: nothing can be changed there right now.`,
    {
      reason: 'region-not-open',
    },
  )
}
