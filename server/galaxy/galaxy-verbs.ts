import { type CallInput, type CallOutput, type GalaxyCall } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { galaxyFigures } from './galaxy-figures.ts'
import { getGalaxyMap } from './galaxy-map.ts'
import { getDistrict, listDistricts, nexusFigures } from './districts.ts'
import { keepLogs } from './keep-logs.ts'
import { lookAround } from './look-around.ts'
import { movePilot } from './move-pilot.ts'
import { acknowledge, pullMessages } from './outbox.ts'
import { payPatrols } from './pay-patrols.ts'
import { enter } from './pilots.ts'
import { planRoute } from './plan-route.ts'
import { gift, purse } from './purses.ts'
import { syncSettings } from './sync-settings.ts'
import { treasuryBook } from './treasury-book.ts'

/** What each call of the platform does, where the galaxy's database is. */
export const GALAXY_VERBS: {
  [Name in GalaxyCall]: (galaxy: GalaxyCtx, input: CallInput<Name>) => Promise<CallOutput<Name>>
} = {
  enter,
  move: movePilot,
  sector: lookAround,
  map: async (galaxy, { version }) => (await getGalaxyMap(galaxy, version)).compact,
  route: planRoute,
  figures: galaxyFigures,
  purse,
  treasuryBook,
  gift,
  payPatrols,
  syncSettings,
  keepLogs,
  districts: listDistricts,
  district: getDistrict,
  nexusFigures,
  ping: async (galaxy) => {
    await galaxy.db.execute('select 1')
    return {}
  },
  pullMessages,
  acknowledge,
}
