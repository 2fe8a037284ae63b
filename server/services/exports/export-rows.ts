import { and, eq, isNull } from 'drizzle-orm'
import { dataExports } from '#db/schema/platform/privacy.ts'

/** Of whom or what an export is: of the user, or of a region, and then the user is who asked. */
export type ExportSubject = { userId: string; regionId: string | null }

/** The exports of the same person, or of the same region. */
export const exportsOf = ({ userId, regionId }: ExportSubject) =>
  regionId === null
    ? and(eq(dataExports.userId, userId), isNull(dataExports.regionId))
    : eq(dataExports.regionId, regionId)
