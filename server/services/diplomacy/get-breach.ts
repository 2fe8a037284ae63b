import { eq } from 'drizzle-orm'
import { treatyBreaches } from '#db/schema/platform/diplomacy.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getTreaty, type TreatyDetail } from './get-treaty.ts'

export type BreachDetail = {
  treaty: TreatyDetail
  /** The region that reports. */
  regionName: string
  text: string
  reportedBy: string
  answer: { text: string; answeredBy: string } | null
}

/** What one region says that another has broken, and who wrote it. @throws NOT_FOUND where the reader cannot see the treaty. */
export async function getBreach(ctx: Ctx, { breachId }: { breachId: string }): Promise<BreachDetail> {
  const [breach] = await ctx.db.select().from(treatyBreaches).where(eq(treatyBreaches.id, breachId))
  if (!breach) throw notFound('This report')
  const treaty = await getTreaty(ctx, { treatyId: breach.treatyId })
  const { text, reportedBy, answer, answeredBy, regionId } = breach
  const { regionA, regionB } = treaty
  return {
    ...{ treaty, text, reportedBy },
    regionName: (regionId === regionA.id ? regionA : regionB).name,
    answer: answer === null || answeredBy === null ? null : { text: answer, answeredBy },
  }
}
