import { type OpenApiMeta } from 'trpc-to-openapi'
import { idInput } from '#server/domain/id-input.ts'
import { z } from 'zod'
import { MEMBER_SORTS } from '#server/domain/membership/member-sorts.ts'
import { MEMBERSHIP_TYPES } from '#server/domain/membership/membership-types.ts'
import { pageOf, pagingFields } from '#server/domain/paging.ts'
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
import { publicRegionWire } from '#server/domain/government/public-region-wire.ts'
import { myRegionInput, regionRef } from '#server/domain/regions/region-ref.ts'
import {
  directoryEntryWire,
  memberWire,
  regionStatsWire,
  regionWire,
  settingsOutcomeWire,
} from '#server/domain/regions/wire.ts'
import { revokeDecree } from '#server/services/laws/revoke-decree.ts'
import { changeSettings } from '#server/services/policies/change-settings.ts'
import { listUpcomingLaws } from '#server/services/government/list-upcoming-laws.ts'
import { getMyRegion } from '#server/services/government/get-my-region.ts'
import { getLawBook } from '#server/services/government/get-law-book.ts'
import { listMembers } from '#server/services/government/list-members.ts'
import { listMyRegions } from '#server/services/government/list-my-regions.ts'
import { listRegions } from '#server/services/government/list-regions.ts'
import { getPublicRegion } from '#server/services/government/get-public-region.ts'
import { getRegionHistory } from '#server/services/government/get-region-history.ts'
import { getRegionOverview } from '#server/services/government/get-region-overview.ts'
import { getRegionStats } from '#server/services/government/get-region-stats.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'

const oneRegion = z.object({ region: regionRef })
const oneDecree = oneRegion.extend(timingFields)
const memberFilters = {
  search: z.string().trim().max(40).optional(),
  membershipType: z.enum(MEMBERSHIP_TYPES).optional(),
  sort: z.enum(MEMBER_SORTS).optional(),
}
const securityInput = pvpInput.extend(immigrationInput.shape).extend(defenseInput.shape).partial()

const mine = (method: 'GET' | 'PUT', path: '' | `/${string}`, summary: string): OpenApiMeta => ({
  openapi: { method, path: `/regions/my-region${path}`, tags: ['regions'], summary, protect: true },
})

export const regionsRouter = router({
  governed: playerProcedure.query(({ ctx }) => listMyRegions(ctx.ctx)),
  mine: playerProcedure.input(oneRegion).query(({ ctx, input }) => getMyRegion(ctx.ctx, input)),
  members: playerProcedure
    .input(oneRegion.extend({ ...memberFilters, ...pagingFields }))
    .query(({ ctx, input }) => listMembers(ctx.ctx, input)),
  stats: playerProcedure.input(oneRegion).query(({ ctx, input }) => getRegionStats(ctx.ctx, input)),
  overview: playerProcedure.input(oneRegion).query(({ ctx, input }) => getRegionOverview(ctx.ctx, input)),
  directory: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/regions',
        tags: ['regions'],
        summary: 'All regions that may be visited',
      },
    })
    .input(directoryInput)
    .output(pageOf(directoryEntryWire))
    .query(({ ctx, input }) => listRegions(ctx.ctx, input)),
  public: publicProcedure.input(oneRegion).query(({ ctx, input }) => getPublicRegion(ctx.ctx, input)),
  laws: publicProcedure
    .input(oneRegion.extend({ law: z.int32().min(1).optional(), ...pagingFields }))
    .query(({ ctx, input }) => getLawBook(ctx.ctx, input)),
  comingLaws: publicProcedure.input(oneRegion).query(({ ctx, input }) => listUpcomingLaws(ctx.ctx, input)),
  revokeDecree: playerProcedure
    .input(z.object({ decreeId: idInput('The decree id must be a UUID.') }))
    .mutation(({ ctx, input }) => revokeDecree(ctx.ctx, input)),
  history: publicProcedure
    .input(oneRegion.extend(historyInput.shape))
    .query(({ ctx, input }) => getRegionHistory(ctx.ctx, input)),

  changeEconomy: playerProcedure
    .input(economyInput.partial().extend(oneDecree.shape))
    .mutation(({ ctx, input: { region, effectiveInDays, expiresAfterDays, ...changes } }) =>
      changeSettings(ctx.ctx, { region, effectiveInDays, expiresAfterDays, changes }),
    ),
  changeGovernance: playerProcedure
    .input(governanceInput.partial().extend(oneDecree.shape))
    .mutation(({ ctx, input: { region, effectiveInDays, expiresAfterDays, ...changes } }) =>
      changeSettings(ctx.ctx, { region, effectiveInDays, expiresAfterDays, changes }),
    ),
  changeCulture: playerProcedure
    .input(cultureInput.extend(oneDecree.shape))
    .mutation(({ ctx, input: { region, effectiveInDays, expiresAfterDays, ...changes } }) =>
      changeSettings(ctx.ctx, { region, effectiveInDays, expiresAfterDays, changes }),
    ),
  changeSecurity: playerProcedure
    .input(securityInput.extend(oneDecree.shape))
    .mutation(({ ctx, input: { region, effectiveInDays, expiresAfterDays, ...changes } }) =>
      changeSettings(ctx.ctx, { region, effectiveInDays, expiresAfterDays, changes }),
    ),

  getMine: playerProcedure
    .meta(mine('GET', '', 'The region you govern'))
    .input(myRegionInput)
    .output(regionWire)
    .query(({ ctx, input }) => getMyRegion(ctx.ctx, { region: input.regionId })),
  statsOfMine: playerProcedure
    .meta(mine('GET', '/stats', 'Its figures'))
    .input(myRegionInput)
    .output(regionStatsWire)
    .query(({ ctx, input }) => getRegionStats(ctx.ctx, { region: input.regionId })),
  membersOfMine: playerProcedure
    .meta(mine('GET', '/members', 'Its members'))
    .input(myRegionInput.extend({ ...memberFilters, ...pagingFields }))
    .output(pageOf(memberWire))
    .query(({ ctx, input: { regionId, ...rest } }) => listMembers(ctx.ctx, { ...rest, region: regionId })),
  putEconomy: playerProcedure
    .meta(mine('PUT', '/economy', 'Change tax, starting credits, trade bonuses or specialisation'))
    .input(economyInput.extend({ ...myRegionInput.shape, ...timingFields }))
    .output(settingsOutcomeWire)
    .mutation(({ ctx, input: { regionId, effectiveInDays, expiresAfterDays, ...changes } }) =>
      changeSettings(ctx.ctx, { region: regionId, effectiveInDays, expiresAfterDays, changes }),
    ),
  putGovernance: playerProcedure
    .meta(mine('PUT', '/governance', 'Change the form of government or its rules'))
    .input(governanceInput.extend({ ...myRegionInput.shape, ...timingFields }))
    .output(settingsOutcomeWire)
    .mutation(({ ctx, input: { regionId, effectiveInDays, expiresAfterDays, ...changes } }) =>
      changeSettings(ctx.ctx, { region: regionId, effectiveInDays, expiresAfterDays, changes }),
    ),
  putCulture: playerProcedure
    .meta(mine('PUT', '/culture', 'Change words, theme, traditions or motto'))
    .input(cultureInput.extend({ ...myRegionInput.shape, ...timingFields }))
    .output(settingsOutcomeWire)
    .mutation(({ ctx, input: { regionId, effectiveInDays, expiresAfterDays, ...changes } }) =>
      changeSettings(ctx.ctx, { region: regionId, effectiveInDays, expiresAfterDays, changes }),
    ),
  // After my-region: a REST path that names any region must not catch it.
  byName: publicProcedure
    .meta({
      openapi: { method: 'GET', path: '/regions/{name}', tags: ['regions'], summary: 'One region' },
    })
    .input(z.object({ name: regionRef }))
    .output(publicRegionWire)
    .query(({ ctx, input }) => getPublicRegion(ctx.ctx, { region: input.name })),
})
