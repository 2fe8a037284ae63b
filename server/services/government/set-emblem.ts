import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { regionEmblems, regions } from '#db/schema/platform/regions.ts'
import { GameError } from '#server/errors.ts'
import { rewritePng } from '#server/pictures/png.ts'
import { transact, type Ctx } from '../context.ts'
import { benefitsOf, sellsEmblems } from '../regions/benefits-of.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireRegion } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'

/**
 * Shows a picture of the owner's own as the emblem of their region, where its tier has that. What is kept and shown is written anew from
 * the picture's pixels.
 * @throws UNAUTHORIZED; NOT_FOUND; FORBIDDEN for others than the owner; CONFLICT `no-emblem`; BAD_REQUEST with what is wrong about the
 * picture; TOO_MANY_REQUESTS.
 */
export async function setEmblem(
  ctx: Ctx,
  input: { region: string; picture: string },
): Promise<{ hash: string }> {
  const user = requireUser(ctx)
  const { id: regionId, ownerId } = await requireRegion(ctx, input.region)
  if (ownerId !== user.userId) throw onlyOwner()
  await ctx.limits.take('emblem-user', user.userId)
  const written = rewritePng(Buffer.from(input.picture, 'base64'))
  if (!written.ok)
    throw new GameError('BAD_REQUEST', written.message, {
      reason: written.reason,
      issues: [{ path: 'picture', message: written.message }],
    })
  const hash = createHash('sha256').update(written.value).digest('hex')
  return transact(ctx, async (tx) => {
    const region = await requireLockedRegion(tx, regionId)
    if (region.ownerId !== user.userId) throw onlyOwner()
    if (!benefitsOf(tx, region).emblem)
      throw new GameError(
        'CONFLICT',
        `Your region has no emblem of its own.${sellsEmblems(tx) ? ' A larger size has: you can change it on your billing page.' : ''}`,
        { reason: 'no-emblem' },
      )
    const row = { picture: written.value, uploadedAt: tx.now, hiddenSince: null }
    await tx.db
      .insert(regionEmblems)
      .values({ regionId, ...row })
      .onConflictDoUpdate({ target: regionEmblems.regionId, set: row })
    await tx.db.update(regions).set({ emblemMark: hash }).where(eq(regions.id, regionId))
    await tx.audit({
      action: 'region.emblem-set',
      regionId,
      subject: { type: 'region', id: regionId },
      detail: { hash },
    })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
    return { hash }
  })
}

const onlyOwner = () =>
  new GameError('FORBIDDEN', 'Only the owner of a region can change its emblem.', { reason: 'not-owner' })
