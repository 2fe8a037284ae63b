import {
  festivalInput,
  jobInput,
  orderVoteFields,
  withdrawalInput,
  worksInput,
} from '#server/domain/contracts/treasury-order.ts'
import { governedRegion } from '#server/domain/regions/region-ref.ts'
import { getTreasuryOrders } from '#server/services/contracts/get-treasury-orders.ts'
import { orderFromTreasury } from '#server/services/contracts/order-from-treasury.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'
import { OF_MY_REGION } from '../rest/operation.ts'

const ONCE =
  'Choose an orderId for each; sent again after an answer that was lost, it is carried out once. ' +
  'Where nobody may order it alone it is put to the vote, and the answer says `proposed` with the policy.'
/** What an order says besides what it orders. */
const terms = { ...governedRegion.shape, ...orderVoteFields }

export const treasuryRouter = router({
  orders: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/my-region/treasury-orders',
        tag: 'regions',
        summary: 'Jobs, works and festivals of its treasury, and what can be ordered',
        answer: 'TreasuryOrders',
        names: OF_MY_REGION,
      },
    })
    .input(governedRegion)
    .query(({ ctx, input }) => getTreasuryOrders(ctx.service, input)),
  postJob: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/my-region/jobs',
        tag: 'regions',
        summary: 'Pay pilots a premium for goods that they sell at a port',
        answer: 'TreasuryOrder',
        description: `The whole premium is set aside; what nobody earned returns at the deadline. ${ONCE}`,
        names: OF_MY_REGION,
      },
    })
    .input(jobInput.extend(terms))
    .mutation(({ ctx, input: { portId, commodity, units, premiumPerUnit, days, ...rest } }) =>
      orderFromTreasury(ctx.service, {
        ...rest,
        order: { kind: 'job', portId, commodity, units, premiumPerUnit, days },
      }),
    ),
  raiseWorks: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/my-region/works',
        tag: 'regions',
        summary: 'Make a port a tenth larger',
        answer: 'TreasuryOrder',
        description: `It counts from the next midnight UTC, as long as the treasury pays the upkeep. ${ONCE}`,
        names: OF_MY_REGION,
      },
    })
    .input(worksInput.extend(terms))
    .mutation(({ ctx, input: { portId, ...rest } }) =>
      orderFromTreasury(ctx.service, { ...rest, order: { kind: 'works', portId } }),
    ),
  holdFestival: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/my-region/festivals',
        tag: 'regions',
        summary: 'Hold a festival on the date of a tradition',
        answer: 'TreasuryOrder',
        description: `For three days ports use more luxury and food. ${ONCE}`,
        names: OF_MY_REGION,
      },
    })
    .input(festivalInput.extend(terms))
    .mutation(({ ctx, input: { day, ...rest } }) =>
      orderFromTreasury(ctx.service, { ...rest, order: { kind: 'festival', day } }),
    ),
  withdrawJob: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/my-region/jobs/{jobId}/withdraw',
        tag: 'regions',
        summary: 'Withdraw an open job',
        answer: 'TreasuryOrder',
        description: `What nobody earned returns to the treasury; what was delivered stays paid. ${ONCE}`,
        names: OF_MY_REGION,
      },
    })
    .input(withdrawalInput.extend(terms))
    .mutation(({ ctx, input: { jobId, ...rest } }) =>
      orderFromTreasury(ctx.service, { ...rest, order: { kind: 'withdrawal', jobId } }),
    ),
})
