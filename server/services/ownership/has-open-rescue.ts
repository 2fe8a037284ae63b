import { and, eq, inArray } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { rescues } from '#db/schema/platform/ownership.ts'
import { OPEN_RESCUES } from '#server/domain/ownership/rescue.ts'

export const hasOpenRescue = async (db: Queryable, regionId: string): Promise<boolean> =>
  (await db.$count(
    rescues,
    and(eq(rescues.regionId, regionId), inArray(rescues.status, [...OPEN_RESCUES])),
  )) > 0
