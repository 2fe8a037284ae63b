import { z } from 'zod'
import { pagingFields } from '#server/domain/paging.ts'
import { routeFilterFields } from '#server/domain/travel/inputs.ts'
import { listBeginnings } from '#server/services/space/list-beginnings.ts'
import { bookmarkInput } from '#server/domain/galaxy/bookmark-input.ts'
import { listBookmarks } from '#server/services/space/list-bookmarks.ts'
import { setBookmark } from '#server/services/space/set-bookmark.ts'
import { enterRegion } from '#server/services/space/enter-region.ts'
import { flyRoute } from '#server/services/space/fly-route.ts'
import { listGates } from '#server/services/space/list-gates.ts'
import { movePilot } from '#server/services/space/move-pilot.ts'
import { getCharted } from '#server/services/space/get-charted.ts'
import { getNews } from '#server/services/space/get-news.ts'
import { getMySector } from '#server/services/space/get-my-sector.ts'
import { getRegionMap } from '#server/services/space/get-region-map.ts'
import { planRoute } from '#server/services/space/plan-route.ts'
import { requireMySector } from '#server/services/space/require-my-sector.ts'
import { requireUser } from '#server/services/require-actor.ts'
import { NEXUS_SECTORS } from '#server/domain/galaxy/districts.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'

/** The Nexus is the largest galaxy there is. */
const SECTOR_BOUND = `Sectors count from 1 to ${NEXUS_SECTORS} at most.`
const toSector = z.int('A sector is a whole number.').min(1, SECTOR_BOUND).max(NEXUS_SECTORS, SECTOR_BOUND)
const region = z.string().min(1).max(64)

export const spaceRouter = router({
  beginnings: playerProcedure
    .input(z.object({ region: region.optional() }).prefault({}))
    .query(({ ctx, input }) => listBeginnings(ctx.service, input)),
  mySector: playerProcedure
    .input(
      z
        .object({
          pilotsPage: pagingFields.page,
          routeTo: z.object({ sectorId: toSector, filter: z.object(routeFilterFields) }).optional(),
          suggest: z.boolean().optional(),
        })
        .prefault({}),
    )
    .query(({ ctx, input }) => getMySector(ctx.service, input)),
  map: publicProcedure
    .input(z.object({ region }))
    .query(({ ctx, input }) => getRegionMap(ctx.service, input)),
  gates: publicProcedure.input(z.object({ region })).query(({ ctx, input }) => listGates(ctx.service, input)),
  news: publicProcedure.input(z.object({ region })).query(({ ctx, input }) => getNews(ctx.service, input)),
  me: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/me',
        tag: 'play',
        summary: 'Your ship, your purse and where you are',
        answer: 'PlayMe',
      },
    })
    .query(async ({ ctx }) => {
      const view = await requireMySector(ctx.service)
      return { ...view, callsign: requireUser(ctx.service).callsign, sectorId: view.sector.id }
    }),
  sector: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/sector',
        tag: 'play',
        summary: 'Your sector and what is there',
        answer: 'PlaySector',
      },
    })
    .query(({ ctx }) => requireMySector(ctx.service)),
  charted: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/charted',
        tag: 'play',
        summary: 'The sectors that you have been to where you are',
        answer: 'Chart',
      },
    })
    .query(({ ctx }) => getCharted(ctx.service)),
  route: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/route',
        tag: 'play',
        summary: 'The route with the fewest turns to a sector',
        answer: 'Route',
      },
    })
    .input(z.object({ toSector, ...routeFilterFields }))
    .query(({ ctx, input }) => planRoute(ctx.service, input)),
  flyRoute: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/play/route/fly',
        tag: 'play',
        summary: 'Fly a planned route in one act',
        answer: 'RouteFlight',
        description:
          'As far as your turns last: the answer says where your ship is now and why. Send the ends, the mapVersion and the filter of the plan: ' +
          'law and patrols are asked again, and with its turns as maxTurns no longer route is flown. Sent again after an answer that was ' +
          'lost, it is not flown twice.',
      },
    })
    .input(
      z.object({
        fromSector: toSector,
        toSector,
        mapVersion: z.int().min(0).max(2_147_483_647),
        maxTurns: z.int().min(0).max(2_147_483_647).nullable().default(null),
        ...routeFilterFields,
      }),
    )
    .mutation(({ ctx, input }) => flyRoute(ctx.service, input)),
  enter: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/play/enter',
        tag: 'play',
        summary: 'Begin in a region, or in the Nexus',
        answer: 'Landing',
        description: 'Where you begin is chosen once. Doing it again changes nothing.',
      },
    })
    .input(z.object({ region }))
    .mutation(({ ctx, input }) => enterRegion(ctx.service, input)),
  move: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/play/move',
        tag: 'play',
        summary: 'Fly along one warp',
        answer: 'Move',
      },
    })
    .input(z.object({ toSector }))
    .mutation(({ ctx, input }) => movePilot(ctx.service, input)),
  bookmarks: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/bookmarks',
        tag: 'play',
        summary: 'The sectors that you marked',
        answer: 'BookmarkList',
        description: 'Those of the galaxy where you are, by name.',
      },
    })
    .query(({ ctx }) => listBookmarks(ctx.service)),
  bookmark: playerProcedure
    .meta({
      rest: {
        method: 'PUT',
        path: '/play/bookmarks',
        tag: 'play',
        summary: 'Mark a sector with a note, or no longer',
        answer: 'Bookmarked',
        description: 'A note of null removes the mark. At most 100 sectors of a galaxy.',
      },
    })
    .input(bookmarkInput)
    .mutation(({ ctx, input }) => setBookmark(ctx.service, input)),
})
