import { yardOrderInput } from '#server/domain/ships/inputs.ts'
import { getShip } from '#server/services/ships/get-ship.ts'
import { orderAtYard } from '#server/services/ships/order-at-yard.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

export const shipsRouter = router({
  mine: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/ship',
        tag: 'play',
        summary: 'Your ship, and what shipyards here can do for it',
        answer: 'ShipAndOffers',
        description: 'Trade hubs and foundries have a shipyard. An offer that you cannot order now says why.',
      },
    })
    .query(({ ctx }) => getShip(ctx.service)),
  order: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/play/ship',
        tag: 'play',
        summary: 'Change the hull, fit a module or repair',
        answer: 'YardReceipt',
        description:
          'For no more than highestCost, or not at all. Choose an orderId for each order; sent again after an answer that was lost, it is ' +
          'carried out once.',
      },
    })
    .input(yardOrderInput)
    .mutation(({ ctx, input }) => orderAtYard(ctx.service, input)),
})
