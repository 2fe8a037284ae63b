import { countFiringAlerts } from '../alerts/list-alerts.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { findAwayGalaxies } from './find-away-galaxies.ts'
import { getPlatformGauges } from './get-platform-gauges.ts'

/** What an operator looks at first, from the platform's own database and its queue. No galaxy is asked. @throws FORBIDDEN. */
export async function getEssentials(ctx: Ctx) {
  requireAdmin(ctx)
  const { regionsByStatus, queue, outbox, mails, inbox, votes, conservation, ...gauges } =
    await getPlatformGauges(ctx)
  const { backupSeconds, drillSeconds, restoreSeconds } = gauges
  const { nexus, regions } = await findAwayGalaxies(ctx)
  const places = [...(nexus ? [nexus] : []), ...regions]
  return {
    regionsByStatus,
    /** Galaxies that should answer: those of open regions, and of the Nexus. */
    galaxies: places.length,
    away: places.filter(({ isAway }) => isAway),
    ofOwnProcess: places.filter(({ endpoint }) => endpoint !== null),
    alerts: await countFiringAlerts(ctx),
    ...{ queue, outbox, mails, inbox, votes, conservation, backupSeconds, drillSeconds, restoreSeconds },
  }
}
