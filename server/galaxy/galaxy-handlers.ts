import { flyRoute } from './fly-route.ts'
import { type CallInput, type CallOutput, type GalaxyCall } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { attackPilot, getOdds } from './combat/attack-pilot.ts'
import { lieInWait } from './combat/lie-in-wait.ts'
import { getLog, markLogRead } from './captains-log.ts'
import { getCharted } from './get-charted.ts'
import { deliverCourier } from './contracts/deliver-courier.ts'
import { giveUpContract } from './contracts/give-up-contract.ts'
import { listContracts } from './contracts/list-contracts.ts'
import { takeCourier } from './contracts/take-courier.ts'
import { takeContract } from './contracts/take-contract.ts'
import { getTreasuryOrders } from './treasury-orders/get-treasury-orders.ts'
import { reviewTreasuryOrder } from './treasury-orders/judge-order.ts'
import { orderFromTreasury } from './treasury-orders/order-from-treasury.ts'
import { getMarketHistory } from './get-market-history.ts'
import { getShip } from './get-ship.ts'
import { getPilotDays } from './get-pilot-days.ts'
import { getPilotTotals } from './get-pilot-totals.ts'
import { getStats } from './get-stats.ts'
import { loadMap } from './galaxy-map.ts'
import { getDistrict, listDistricts, getNexusStats } from './districts.ts'
import { maintainLogs } from './maintain-logs.ts'
import { getSector } from './get-sector.ts'
import { listTrades } from './list-trades.ts'
import { listPrices } from './list-prices.ts'
import { listMarkets } from './list-markets.ts'
import { movePilot } from './move-pilot.ts'
import { orderAtYard } from './order-at-yard.ts'
import { acknowledgeMessages, pullMessages, recallMessages } from './outbox.ts'
import { renamePilot } from './rename-pilot.ts'
import { payPatrols } from './pay-patrols.ts'
import { auditLedger, listPresent } from './audit-ledger.ts'
import { arrivePilot } from './arrive-pilot.ts'
import { forgetPilots } from './forget-pilots.ts'
import { repeatDeparture } from './repeat-departure.ts'
import { setPilotsAside, tellPilots } from './pilots-aside.ts'
import { countSince, settleTreasury } from './settle-treasury.ts'
import { exportPilot } from './export-pilot.ts'
import { exportRegion } from './export-region.ts'
import { departPilot } from './depart-pilot.ts'
import { enter } from './pilots.ts'
import { findTrades } from './find-trades.ts'
import { fillOrder } from './fill-order.ts'
import { openDay } from './open-day.ts'
import { getPurse, giveToTreasury } from './purses.ts'
import { measureWays } from './measure-ways.ts'
import { receiveShare } from './receive-share.ts'
import { receiveToll } from './receive-toll.ts'
import { shareTreasury } from './share-treasury.ts'
import { readNotebook } from './read-notebook.ts'
import { quoteTrade } from './quote-trade.ts'
import { surveyDemand, surveyOffers } from './survey-markets.ts'
import { syncSettings } from './sync-settings.ts'
import { getTradeStatistics } from './get-trade-statistics.ts'
import { getTreasuryFlow } from './get-treasury-flow.ts'
import { getTreasuryLedger } from './get-treasury-ledger.ts'

/** The implementation of each call, for the process that has the galaxy's database. */
export const GALAXY_HANDLERS: {
  [Name in GalaxyCall]: (galaxy: GalaxyCtx, input: CallInput<Name>) => Promise<CallOutput<Name>>
} = {
  enter,
  renamePilot,
  movePilot,
  flyRoute,
  getSector,
  getMap: async (galaxy, { version }) => (await loadMap(galaxy, version)).compact,
  quoteTrade,
  listMarkets,
  fillOrder,
  getMarketHistory,
  listContracts,
  takeContract,
  giveUpContract,
  departPilot,
  arrivePilot,
  auditLedger,
  listPresent,
  receiveToll,
  shareTreasury,
  receiveShare,
  measureWays,
  takeCourier,
  getTreasuryOrders,
  orderFromTreasury,
  reviewTreasuryOrder,
  deliverCourier,
  getStats,
  getPurse,
  getTreasuryLedger,
  giveToTreasury,
  payPatrols,
  openDay,
  syncSettings,
  maintainLogs,
  listDistricts,
  getDistrict,
  getNexusStats,
  ping: async (galaxy) => {
    await galaxy.db.execute('select 1')
    return {}
  },
  pullMessages,
  acknowledgeMessages,
  getCharted,
  listPrices,
  getTradeStatistics,
  getTreasuryFlow,
  getPilotDays,
  getPilotTotals,
  getShip,
  orderAtYard,
  findTrades,
  surveyOffers,
  surveyDemand,
  readNotebook,
  listTrades,
  getLog,
  markLogRead,
  lieInWait,
  getOdds,
  attackPilot,
  exportPilot,
  exportRegion,
  forgetPilots,
  repeatDeparture,
  settleTreasury,
  countSince,
  recallMessages,
  tellPilots,
  setPilotsAside,
}
