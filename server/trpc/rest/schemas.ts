import { z } from 'zod'
import { subscriptionOutput } from '#server/domain/billing/subscription-output.ts'
import { motionWire } from '#server/domain/council/wire.ts'
import { treatyWire } from '#server/domain/diplomacy/wire.ts'
import { treasuryLedgerWire } from '#server/domain/economy/treasury-wire.ts'
import { recallSignatureWire, recallWire } from '#server/domain/elections/recall-wire.ts'
import {
  rescueAcceptedWire,
  rescueNamedWire,
  rescueWire,
  rescuesWire,
} from '#server/domain/ownership/rescue-wire.ts'
import {
  transferAcceptedWire,
  transferOfferedWire,
  transfersWire,
} from '#server/domain/ownership/transfer-wire.ts'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import { electionWire } from '#server/domain/elections/wire.ts'
import { galaxyWire } from '#server/domain/government/galaxy-wire.ts'
import { publicRegionWire } from '#server/domain/government/public-region-wire.ts'
import { accountWire, tokenPairWire } from '#server/domain/identity/wire.ts'
import { joinOutcomeWire } from '#server/domain/membership/wire.ts'
import { statusWire } from '#server/domain/incidents/status-wire.ts'
import { mailPreferencesWire } from '#server/domain/mail/wire.ts'
import {
  districtDetailWire,
  districtWire,
  generationWire,
  nexusStatsWire,
  nexusStatusWire,
} from '#server/domain/nexus/wire.ts'
import { notificationWire } from '#server/domain/notifications/wire.ts'
import { pageOf } from '#server/domain/paging.ts'
import { changesImpactWire, changesPreviewWire } from '#server/domain/policies/preview-wire.ts'
import { policyWire } from '#server/domain/policies/wire.ts'
import {
  directoryEntryWire,
  memberWire,
  regionStatsWire,
  regionWire,
  settingsOutcomeWire,
} from '#server/domain/regions/wire.ts'
import {
  ambushWire,
  captainsLogWire,
  fightReportWire,
  oddsWire,
  chartWire,
  knownPricesWire,
  pricesElsewhereWire,
  bookmarkedWire,
  bookmarkListWire,
  notebookWire,
  savedRouteWire,
  tradeIdeasWire,
  watchedWire,
  landingWire,
  marketListWire,
  moveWire,
  orderOutcomeWire,
  playMeWire,
  playSectorWire,
  quoteWire,
  routeFlightWire,
  routeWire,
  shipAndOffersWire,
  tradeListWire,
  yardReceiptWire,
} from '#server/services/space/play-wire.ts'
import { tradesAcrossWire } from '#server/services/trade/trades-across-wire.ts'
import { leaderboardWire, pilotProfileWire } from '#server/services/pilots/pilot-wire.ts'
import { tradeStatisticsWire } from '#server/services/economy/trade-statistics-wire.ts'
import { civicNewsWire } from '#server/domain/government/civic-news-wire.ts'
import { crossingWire, journeysWire, travelWire } from '#server/domain/travel/wire.ts'
import {
  contractBoardWire,
  contractRefWire,
  courierPaidWire,
  treasuryOrderWire,
  treasuryOrdersWire,
} from '#server/services/contracts/contract-wire.ts'
import { deploymentPlanWire } from '#server/domain/deployments/wire.ts'
import { ballotReceiptWire, delegateWire, delegationsWire } from '#server/domain/voting/wire.ts'
import { count } from '#server/domain/wire-fields.ts'
import { operationWire } from '#server/domain/operations/wire.ts'
import {
  adminPlayersWire,
  adminRegionPageWire,
  adminRegionWire,
  adminSubscriptionPageWire,
  archivePageWire,
  backupPageWire,
  essentialsWire,
  failedJobsWire,
  restorePreviewWire,
  revenueWire,
} from '#server/domain/administration/wire.ts'

/** The same schema under the name that it has in the OpenAPI document. */
const named = <Schema extends z.ZodType>(id: string, schema: Schema): Schema => schema.meta({ id })

const District = named('District', districtWire)
const Election = named('Election', electionWire)
const Member = named('Member', memberWire)
const Motion = named('Motion', motionWire)
const Notification = named('Notification', notificationWire)
const Policy = named('Policy', policyWire)
const RegionSummary = named('RegionSummary', directoryEntryWire)
const Subscription = named('Subscription', subscriptionOutput)
const Treaty = named('Treaty', treatyWire)

/** Everything that REST answers. */
export const REST_SCHEMAS = {
  Account: named('Account', accountWire),
  AdminPlayers: named('AdminPlayers', adminPlayersWire),
  AdminRegion: named('AdminRegion', adminRegionWire),
  AdminRegionPage: named('AdminRegionPage', adminRegionPageWire),
  AdminSubscriptionPage: named('AdminSubscriptionPage', adminSubscriptionPageWire),
  Ambush: named('Ambush', ambushWire),
  ArchivePage: named('ArchivePage', archivePageWire),
  BackupPage: named('BackupPage', backupPageWire),
  BallotReceipt: named('BallotReceipt', ballotReceiptWire),
  Candidacy: named('Candidacy', z.object({ electionId: z.uuid(), platform: z.string() })),
  ChangesImpact: named('ChangesImpact', changesImpactWire),
  ChangesPreview: named('ChangesPreview', changesPreviewWire),
  CivicNews: named('CivicNews', civicNewsWire),
  CaptainsLog: named('CaptainsLog', captainsLogWire),
  Chart: named('Chart', chartWire),
  Checkout: named(
    'Checkout',
    z.object({
      id: z.uuid(),
      status: z.literal('pending'),
      approvalUrl: z.string(),
      paypalSubscriptionId: z.string(),
    }),
  ),
  SizeChange: named('SizeChange', z.object({ approvalUrl: z.string() })),
  ContractBoard: named('ContractBoard', contractBoardWire),
  ContractRef: named('ContractRef', contractRefWire),
  Crossing: named('Crossing', crossingWire),
  CourierPaid: named('CourierPaid', courierPaidWire),
  Delegate: named('Delegate', delegateWire),
  DeploymentPlan: named('DeploymentPlan', deploymentPlanWire),
  Delegations: named('Delegations', delegationsWire),
  DistrictDetail: named('DistrictDetail', districtDetailWire),
  DistrictList: named('DistrictList', z.array(District)),
  Election,
  ElectionPage: named('ElectionPage', pageOf(Election)),
  Essentials: named('Essentials', essentialsWire),
  FailedJobs: named('FailedJobs', failedJobsWire),
  Generation: named('Generation', generationWire),
  FightReport: named('FightReport', fightReportWire),
  Galaxy: named('Galaxy', galaxyWire),
  Gift: named('Gift', z.object({ amount: count, purse: count, message: z.string() })),
  Health: named('Health', z.object({ status: z.literal('ok'), time: z.iso.datetime() })),
  Status: named('Status', statusWire),
  JoinOutcome: named('JoinOutcome', joinOutcomeWire),
  KnownPrices: named('KnownPrices', knownPricesWire),
  PricesElsewhere: named('PricesElsewhere', pricesElsewhereWire),
  TradesAcross: named('TradesAcross', tradesAcrossWire),
  TradeIdeas: named('TradeIdeas', tradeIdeasWire),
  Notebook: named('Notebook', notebookWire),
  BookmarkList: named('BookmarkList', bookmarkListWire),
  Bookmarked: named('Bookmarked', bookmarkedWire),
  Watched: named('Watched', watchedWire),
  SavedRoute: named('SavedRoute', savedRouteWire),
  Journeys: named('Journeys', journeysWire),
  Landing: named('Landing', landingWire),
  Leaderboard: named('Leaderboard', leaderboardWire),
  MarketList: named('MarketList', marketListWire),
  MemberPage: named('MemberPage', pageOf(Member)),
  Message: named('Message', z.object({ message: z.string() })),
  Motion,
  MotionPage: named('MotionPage', pageOf(Motion)),
  Move: named('Move', moveWire),
  NexusStats: named('NexusStats', nexusStatsWire.extend({ districts: z.array(District) })),
  NexusStatus: named('NexusStatus', nexusStatusWire),
  MailPreferences: named('MailPreferences', mailPreferencesWire),
  NotificationPage: named('NotificationPage', pageOf(Notification)),
  Operation: named('Operation', operationWire),
  OrderOutcome: named('OrderOutcome', orderOutcomeWire),
  Odds: named('Odds', oddsWire),
  PilotProfile: named('PilotProfile', pilotProfileWire),
  PlayMe: named('PlayMe', playMeWire),
  PlaySector: named('PlaySector', playSectorWire),
  Policy,
  PolicyPage: named('PolicyPage', pageOf(Policy)),
  PublicRegion: named('PublicRegion', publicRegionWire),
  Quote: named('Quote', quoteWire),
  Recall: named('Recall', recallWire),
  RecallSignature: named('RecallSignature', recallSignatureWire),
  RecallStarted: named('RecallStarted', z.object({ recallId: z.uuid() })),
  Region: named('Region', regionWire),
  RegionStats: named('RegionStats', regionStatsWire),
  RegionSummaryPage: named('RegionSummaryPage', pageOf(RegionSummary)),
  Rescue: named('Rescue', rescueWire),
  RescueAccepted: named('RescueAccepted', rescueAcceptedWire),
  RescueNamed: named('RescueNamed', rescueNamedWire),
  Rescues: named('Rescues', rescuesWire),
  RestorePreview: named('RestorePreview', restorePreviewWire),
  Resignation: named('Resignation', z.object({ position: z.enum(POSITIONS), endedAt: z.iso.datetime() })),
  Revenue: named('Revenue', revenueWire),
  Revoked: named('Revoked', z.object({ revoked: z.literal(true) })),
  Route: named('Route', routeWire),
  RouteFlight: named('RouteFlight', routeFlightWire),
  SettingsOutcome: named('SettingsOutcome', settingsOutcomeWire),
  ShipAndOffers: named('ShipAndOffers', shipAndOffersWire),
  Subscription,
  SubscriptionPage: named('SubscriptionPage', pageOf(Subscription)),
  TokenPair: named('TokenPair', tokenPairWire),
  TransferAccepted: named('TransferAccepted', transferAcceptedWire),
  TransferOffered: named('TransferOffered', transferOfferedWire),
  Transfers: named('Transfers', transfersWire),
  Travel: named('Travel', travelWire),
  TradeStatistics: named('TradeStatistics', tradeStatisticsWire),
  TradeList: named('TradeList', tradeListWire),
  TreasuryLedger: named('TreasuryLedger', treasuryLedgerWire),
  TreasuryOrder: named('TreasuryOrder', treasuryOrderWire),
  TreasuryOrders: named('TreasuryOrders', treasuryOrdersWire),
  Treaty,
  TreatyPage: named('TreatyPage', pageOf(Treaty)),
  YardReceipt: named('YardReceipt', yardReceiptWire),
  WithdrawnPolicy: named('WithdrawnPolicy', z.object({ policyId: z.uuid(), status: z.literal('withdrawn') })),
} as const satisfies Record<string, z.ZodType>

export type RestSchemaName = keyof typeof REST_SCHEMAS
