import { ne } from 'drizzle-orm'
import { type Database } from '#db/client.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { settleSecret } from '#server/auth/app-secret.ts'
import { type CaughtUp } from '#server/domain/backups/platform-restore-steps.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { accountNames } from './galaxy-facts.ts'

/**
 * Whether a platform out of a backup can take the place of the present one: it was made with this installation's secret, and
 * it has every pilot where the galaxies have them, except those that will be set aside. @throws CONFLICT `other-secret` or `not-proven`.
 */
export async function checkCaughtUp(
  ctx: Ctx & { db: Database },
  { doubles, gone }: Pick<CaughtUp, 'doubles' | 'gone'>,
): Promise<void> {
  if (!(await settleSecret(ctx.db, ctx.secrets)))
    throw new GameError(
      'CONFLICT',
      'The platform of this backup has another APP_SECRET. Set the one that it had; nothing was changed.',
      { reason: 'other-secret' },
    )
  const names = await accountNames(ctx)
  const rows = await ctx.db.select().from(whereabouts).where(ne(whereabouts.state, 'travelling'))
  const known = new Map(rows.map((row) => [row.userId, `${row.galaxyId} ${row.fencingVersion}`]))
  const ended = new Set(doubles.map(({ userId, galaxyId }) => `${userId} ${galaxyId}`))
  let elsewhere = 0
  for (const { id, status } of await ctx.db.select().from(galaxies)) {
    if (status !== 'ready' || gone.includes(id)) continue
    const api = ctx.galaxies.apiFor(id, { clock: ctx.clock, transient: true })
    for (const { userId, fencingVersion } of (await api.listPresent({ userIds: null })).pilots)
      if (
        names.has(userId) &&
        !ended.has(`${userId} ${id}`) &&
        known.get(userId) !== `${id} ${fencingVersion}`
      )
        elsewhere += 1
  }
  if (elsewhere === 0) return
  throw new GameError(
    'CONFLICT',
    `${elsewhere} pilots are elsewhere than the loaded platform has them. Nothing was changed. Choose another backup.`,
    { reason: 'not-proven' },
  )
}
