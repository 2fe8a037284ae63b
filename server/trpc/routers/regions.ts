import { idInput } from '#server/domain/id-input.ts'
import { z } from 'zod'
import { MEMBER_SORTS } from '#server/domain/membership/member-sorts.ts'
import { MEMBERSHIP_TYPES } from '#server/domain/membership/membership-types.ts'
import { pagingFields } from '#server/domain/paging.ts'
import { timingFields } from '#server/domain/policies/law-timing.ts'
import { directoryInput } from '#server/domain/regions/directory.ts'
import {
  cultureInput,
  defenseInput,
  economyInput,
  governanceInput,
  immigrationInput,
  pvpInput,
} from '#server/domain/regions/inputs.ts'
import { historyInput } from '#server/domain/government/history-input.ts'
import { governedRegion, regionRef } from '#server/domain/regions/region-ref.ts'
import { getRegionExport, getRegionExportPart } from '#server/services/exports/get-export.ts'
import { requestRegionExport } from '#server/services/exports/request-export.ts'
import { revokeDecree } from '#server/services/laws/revoke-decree.ts'
import { changeSettings } from '#server/services/policies/change-settings.ts'
import { listUpcomingLaws } from '#server/services/government/list-upcoming-laws.ts'
import { getDeck } from '#server/services/government/get-deck.ts'
import { getMyRegion } from '#server/services/government/get-my-region.ts'
import { getLawBook } from '#server/services/government/get-law-book.ts'
import { listMembers } from '#server/services/government/list-members.ts'
import { listMyRegions } from '#server/services/government/list-my-regions.ts'
import { listRegions } from '#server/services/government/list-regions.ts'
import { getPublicRegion } from '#server/services/government/get-public-region.ts'
import { getRegionHistory } from '#server/services/government/get-region-history.ts'
import { getRegionOverview } from '#server/services/government/get-region-overview.ts'
import { getRegionStats } from '#server/services/government/get-region-stats.ts'
import { getTimetable } from '#server/services/lifecycle/get-timetable.ts'
import { allRegionsInput } from '#server/domain/regions/region-list.ts'
import { getRegionFacts } from '#server/services/government/get-region-facts.ts'
import { listAllRegions } from '#server/services/regions/list-all-regions.ts'
import { removeEmblemInput, setEmblemInput } from '#server/domain/regions/emblem-rules.ts'
import { getEmblem } from '#server/services/government/get-emblem.ts'
import { getEmblemRights } from '#server/services/government/get-emblem-rights.ts'
import { removeEmblem } from '#server/services/government/remove-emblem.ts'
import { setEmblem } from '#server/services/government/set-emblem.ts'
import { router } from '../init.ts'
import { adminProcedure, playerProcedure, publicProcedure } from '../procedures.ts'
import { exportPart } from './privacy.ts'
import { OF_MY_REGION, OF_NAMED_REGION } from '../rest/operation.ts'

const oneRegion = z.object({ region: regionRef })
const oneDecree = governedRegion.extend(timingFields)
const memberFilters = {
  search: z.string().trim().max(40).optional(),
  membershipType: z.enum(MEMBERSHIP_TYPES).optional(),
  sort: z.enum(MEMBER_SORTS).optional(),
}
const securityInput = pvpInput.extend(immigrationInput.shape).extend(defenseInput.shape).partial()

export const regionsRouter = router({
  listAll: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/admin/regions',
        tag: 'admin',
        summary: 'All regions, in whatever status',
        answer: 'AdminRegionPage',
      },
    })
    .input(allRegionsInput)
    .query(({ ctx, input }) => listAllRegions(ctx.service, input)),
  facts: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/admin/regions/{name}',
        tag: 'admin',
        summary: 'One region, as operators look at it',
        answer: 'AdminRegion',
        names: OF_NAMED_REGION,
      },
    })
    .input(oneRegion)
    .query(({ ctx, input }) => getRegionFacts(ctx.service, input)),
  governed: playerProcedure.query(({ ctx }) => listMyRegions(ctx.service)),
  mine: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/my-region',
        tag: 'regions',
        summary: 'The region you govern',
        answer: 'Region',
        names: OF_MY_REGION,
      },
    })
    .input(governedRegion)
    .query(({ ctx, input }) => getMyRegion(ctx.service, input)),
  export: playerProcedure.input(oneRegion).query(({ ctx, input }) => getRegionExport(ctx.service, input)),
  requestExport: playerProcedure
    .input(oneRegion)
    .mutation(({ ctx, input }) => requestRegionExport(ctx.service, input)),
  exportPart: playerProcedure
    .input(exportPart.extend(oneRegion.shape))
    .query(({ ctx, input }) => getRegionExportPart(ctx.service, input)),
  deck: playerProcedure.input(oneRegion).query(({ ctx, input }) => getDeck(ctx.service, input)),
  members: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/my-region/members',
        tag: 'regions',
        summary: 'Its members',
        answer: 'MemberPage',
        names: OF_MY_REGION,
      },
    })
    .input(governedRegion.extend({ ...memberFilters, ...pagingFields }))
    .query(({ ctx, input }) => listMembers(ctx.service, input)),
  stats: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/my-region/stats',
        tag: 'regions',
        summary: 'Its figures',
        answer: 'RegionStats',
        names: OF_MY_REGION,
      },
    })
    .input(governedRegion)
    .query(({ ctx, input }) => getRegionStats(ctx.service, input)),
  overview: playerProcedure.input(oneRegion).query(({ ctx, input }) => getRegionOverview(ctx.service, input)),
  directory: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions',
        tag: 'regions',
        summary: 'All regions that can be visited',
        answer: 'RegionSummaryPage',
      },
    })
    .input(directoryInput)
    .query(({ ctx, input }) => listRegions(ctx.service, input)),
  public: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/{name}',
        tag: 'regions',
        summary: 'One region',
        answer: 'PublicRegion',
        names: OF_NAMED_REGION,
      },
    })
    .input(oneRegion)
    .query(({ ctx, input }) => getPublicRegion(ctx.service, input)),
  emblem: publicProcedure.input(oneRegion).query(({ ctx, input }) => getEmblem(ctx.service, input)),
  emblemRights: publicProcedure
    .input(oneRegion)
    .query(({ ctx, input }) => getEmblemRights(ctx.service, input)),
  setEmblem: playerProcedure
    .input(setEmblemInput)
    .mutation(({ ctx, input }) => setEmblem(ctx.service, input)),
  removeEmblem: playerProcedure
    .input(removeEmblemInput)
    .mutation(({ ctx, input }) => removeEmblem(ctx.service, input)),
  timetable: publicProcedure.input(oneRegion).query(({ ctx, input }) => getTimetable(ctx.service, input)),
  laws: publicProcedure
    .input(oneRegion.extend({ law: z.int32().min(1).optional(), ...pagingFields }))
    .query(({ ctx, input }) => getLawBook(ctx.service, input)),
  comingLaws: publicProcedure
    .input(oneRegion)
    .query(({ ctx, input }) => listUpcomingLaws(ctx.service, input)),
  revokeDecree: playerProcedure
    .input(z.object({ decreeId: idInput('The decree id must be a UUID.') }))
    .mutation(({ ctx, input }) => revokeDecree(ctx.service, input)),
  history: publicProcedure
    .input(oneRegion.extend(historyInput.shape))
    .query(({ ctx, input }) => getRegionHistory(ctx.service, input)),

  changeEconomy: playerProcedure
    .meta({
      rest: {
        method: 'PUT',
        path: '/regions/my-region/economy',
        tag: 'regions',
        summary: 'Change tax, starting credits, trade bonuses or specialisation',
        answer: 'SettingsOutcome',
        names: OF_MY_REGION,
        requires: ['taxRate'],
      },
    })
    .input(economyInput.partial().extend(oneDecree.shape))
    .mutation(({ ctx, input: { region, effectiveInDays, expiresAfterDays, ...changes } }) =>
      changeSettings(ctx.service, { region, effectiveInDays, expiresAfterDays, changes }),
    ),
  changeGovernance: playerProcedure
    .meta({
      rest: {
        method: 'PUT',
        path: '/regions/my-region/governance',
        tag: 'regions',
        summary: 'Change the form of government or its rules',
        answer: 'SettingsOutcome',
        names: OF_MY_REGION,
        requires: ['governanceType', 'votingThreshold'],
      },
    })
    .input(governanceInput.partial().extend(oneDecree.shape))
    .mutation(({ ctx, input: { region, effectiveInDays, expiresAfterDays, ...changes } }) =>
      changeSettings(ctx.service, { region, effectiveInDays, expiresAfterDays, changes }),
    ),
  changeCulture: playerProcedure
    .meta({
      rest: {
        method: 'PUT',
        path: '/regions/my-region/culture',
        tag: 'regions',
        summary: 'Change words, theme, traditions or motto',
        answer: 'SettingsOutcome',
        names: OF_MY_REGION,
      },
    })
    .input(cultureInput.extend(oneDecree.shape))
    .mutation(({ ctx, input: { region, effectiveInDays, expiresAfterDays, ...changes } }) =>
      changeSettings(ctx.service, { region, effectiveInDays, expiresAfterDays, changes }),
    ),
  changeSecurity: playerProcedure
    .meta({
      rest: {
        method: 'PUT',
        path: '/regions/my-region/security',
        tag: 'regions',
        summary: 'Change fighting rules, immigration or patrols',
        answer: 'SettingsOutcome',
        names: OF_MY_REGION,
      },
    })
    .input(securityInput.extend(oneDecree.shape))
    .mutation(({ ctx, input: { region, effectiveInDays, expiresAfterDays, ...changes } }) =>
      changeSettings(ctx.service, { region, effectiveInDays, expiresAfterDays, changes }),
    ),
})
