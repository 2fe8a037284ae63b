import { departInput, journeyInput } from '#server/domain/travel/inputs.ts'
import { depart } from '#server/services/space/depart.ts'
import { getTravel } from '#server/services/space/get-travel.ts'
import { findJourneys } from '#server/services/space/find-journeys.ts'
import { listDestinations } from '#server/services/space/list-destinations.ts'
import { getMyCrossing } from '#server/services/space/get-my-crossing.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

export const travelRouter = router({
  /** Without asking a galaxy, unless one is arriving this moment. */
  crossing: playerProcedure.query(({ ctx }) => getMyCrossing(ctx.service)),
  here: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/travel',
        tag: 'play',
        summary: 'Where you are going, or could go from here',
        answer: 'Travel',
        description:
          'The crossing that you are on, or the passages that begin in your sector: what they take, what is charged on your trade there, ' +
          'and why one cannot be taken.',
      },
    })
    .query(({ ctx }) => getTravel(ctx.service)),
  destinations: playerProcedure.query(({ ctx }) => listDestinations(ctx.service)),
  journeys: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/journeys',
        tag: 'play',
        summary: 'The best journeys to another galaxy',
        answer: 'Journeys',
        description:
          'All journeys that no other one beats in turns, minutes and credits together, fewest turns first: ways inside galaxies and the ' +
          'passages between them, at today’s fares, tolls and treaties.',
      },
    })
    .input(journeyInput)
    .query(({ ctx, input }) => findJourneys(ctx.service, input)),
  depart: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/play/travel',
        tag: 'play',
        summary: 'Leave through the gate of your sector',
        answer: 'Crossing',
        description:
          'Ship, cargo and purse go along. Choose a crossingId for each crossing; sent again after an answer that was lost, you leave ' +
          'once. With maxCredits it is refused as price-moved if fare and toll are more. If the destination takes no ships when you ' +
          'arrive, you are back at the gate with the toll, without the fare.',
      },
    })
    .input(departInput)
    .mutation(({ ctx, input }) => depart(ctx.service, input)),
})
