import type { ApiCaller } from '#server/trpc/router.ts'

type Answer<Procedure extends (...input: never[]) => unknown> = Awaited<ReturnType<Procedure>>

export type PublicGalaxy = Answer<ApiCaller['status']['galaxy']>
export type GalaxyRegion = PublicGalaxy['regions'][number]
export type Happening = PublicGalaxy['happenings'][number]
export type DataExport = NonNullable<Answer<ApiCaller['privacy']['export']>>
export type Programs = Answer<ApiCaller['identity']['programs']>
export type FailedLogIns = Answer<ApiCaller['identity']['failedLogIns']>
export type Player = Answer<ApiCaller['players']['get']>
export type MyAdminInvitation = NonNullable<Answer<ApiCaller['adminInvites']['mine']>>
export type SubscriptionLine = Answer<ApiCaller['billing']['listAll']>['items'][number]
export type RefundLine = Answer<ApiCaller['billing']['refunds']>['items'][number]
export type PolicyDetail = Answer<ApiCaller['policies']['get']>
export type DelegationsHere = Answer<ApiCaller['voting']['delegations']>
export type PolicyListItem = Answer<ApiCaller['policies']['list']>['items'][number]
export type Law = Answer<ApiCaller['regions']['laws']>['items'][number]
export type ComingLaw = Answer<ApiCaller['regions']['comingLaws']>[number]
export type HistoryEntry = Answer<ApiCaller['regions']['history']>['items'][number]
export type TreasuryLedger = NonNullable<Answer<ApiCaller['economy']['treasury']>>
export type TreasuryOrders = Answer<ApiCaller['treasury']['orders']>
export type LeaderboardEntry = Answer<ApiCaller['pilots']['leaderboard']>['items'][number]
export type CallsignHistory = Answer<ApiCaller['identity']['callsign']>
export type PilotProfile = Answer<ApiCaller['pilots']['profile']>
export type TradeStatistics = NonNullable<Answer<ApiCaller['economy']['trade']>>
export type TreasuryFlow = NonNullable<Answer<ApiCaller['council']['treasury']>>
export type RegionOverview = Answer<ApiCaller['regions']['overview']>
export type PublicRegion = Answer<ApiCaller['regions']['public']>
export type DirectoryEntry = Answer<ApiCaller['regions']['directory']>['items'][number]
export type MyVote = Answer<ApiCaller['policies']['myVotes']>['items'][number]
export type Matter = Answer<ApiCaller['voting']['matters']>['items'][number]
export type CivicPlace = Answer<ApiCaller['voting']['places']>[number]
export type ElectionListItem = Answer<ApiCaller['elections']['list']>['items'][number]
export type ElectionDetail = Answer<ApiCaller['elections']['get']>
export type OfficeView = Answer<ApiCaller['elections']['offices']>[number]
export type FormerHolder = Answer<ApiCaller['elections']['formerHolders']>['items'][number]
export type RecallDetail = Answer<ApiCaller['elections']['recall']>
export type RescueDetail = Answer<ApiCaller['ownership']['rescue']>
export type Rescues = Answer<ApiCaller['ownership']['rescues']>
export type Transfer = NonNullable<Answer<ApiCaller['ownership']['transfers']>['latest']>
export type MyMembership = Answer<ApiCaller['membership']['mine']>['items'][number]
export type MyInvitation = Answer<ApiCaller['membership']['mine']>['invitations'][number]
export type MemberInvitation = Answer<ApiCaller['membership']['invitations']>['items'][number]
export type TreatiesInForce = Answer<ApiCaller['diplomacy']['inForce']>
export type TreatyDetail = Answer<ApiCaller['diplomacy']['get']>
export type CouncilOverview = Answer<ApiCaller['council']['overview']>
export type MotionListItem = Answer<ApiCaller['council']['list']>['items'][number]
export type MotionDetail = Answer<ApiCaller['council']['get']>
export type DiplomacyOverview = Answer<ApiCaller['diplomacy']['overview']>
export type PowersTable = Answer<ApiCaller['policies']['powers']>['table']
/** Progress of building a region. */
export type Build = Answer<ApiCaller['provisioning']['get']>
