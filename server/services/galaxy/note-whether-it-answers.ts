import { eq } from 'drizzle-orm'
import { galaxies } from '#db/schema/platform/regions.ts'
import { isGameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'

/** Waits for what a galaxy is asked, and notes when it begins and when it stops to be out of reach. The answer, or the error, is passed on. */
export async function noteWhetherItAnswers<T>(
  ctx: Ctx,
  galaxy: { galaxyId: string; awaySince: Date | null },
  answer: Promise<T>,
): Promise<T> {
  try {
    const value = await answer
    await note(ctx, galaxy, false)
    return value
  } catch (error) {
    if (isGameError(error) && error.code === 'UNAVAILABLE') await note(ctx, galaxy, true)
    throw error
  }
}

async function note(
  ctx: Ctx,
  { galaxyId, awaySince }: { galaxyId: string; awaySince: Date | null },
  isAway: boolean,
): Promise<void> {
  if ((awaySince !== null) === isAway) return
  await transact(ctx, async (tx) => {
    await tx.db
      .update(galaxies)
      .set({ awaySince: isAway ? tx.now : null })
      .where(eq(galaxies.id, galaxyId))
    tx.publish({ audience: { kind: 'public' }, topic: 'status' })
  })
}
