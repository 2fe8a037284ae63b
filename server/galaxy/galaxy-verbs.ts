import { type CallInput, type CallOutput, type GalaxyApi, type GalaxyCall } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { galaxyFigures } from './galaxy-figures.ts'
import { getGalaxyMap } from './galaxy-map.ts'
import { getDistrict, listDistricts, nexusFigures } from './districts.ts'
import { lookAround } from './look-around.ts'
import { movePilot } from './move-pilot.ts'
import { acknowledge, pullMessages } from './outbox.ts'
import { payPatrols } from './pay-patrols.ts'
import { enter } from './pilots.ts'
import { planRoute } from './plan-route.ts'
import { gift, payStartingCredits, purse } from './purses.ts'
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
  payStartingCredits,
  payPatrols,
  syncSettings,
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

/** A galaxy whose calls are all made by `call`. */
export const galaxyApiBy = (
  call: <Name extends GalaxyCall>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>,
): GalaxyApi => ({
  enter: (input) => call('enter', input),
  move: (input) => call('move', input),
  sector: (input) => call('sector', input),
  map: (input) => call('map', input),
  route: (input) => call('route', input),
  figures: (input) => call('figures', input),
  purse: (input) => call('purse', input),
  treasuryBook: (input) => call('treasuryBook', input),
  gift: (input) => call('gift', input),
  payStartingCredits: (input) => call('payStartingCredits', input),
  payPatrols: (input) => call('payPatrols', input),
  syncSettings: (input) => call('syncSettings', input),
  districts: (input) => call('districts', input),
  district: (input) => call('district', input),
  nexusFigures: (input) => call('nexusFigures', input),
  ping: (input) => call('ping', input),
  pullMessages: (input) => call('pullMessages', input),
  acknowledge: (input) => call('acknowledge', input),
})
