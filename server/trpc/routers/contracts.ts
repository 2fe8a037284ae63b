import { contractInput, courierInput } from '#server/domain/contracts/inputs.ts'
import { pagingInput } from '#server/domain/paging.ts'
import { deliverCourier } from '#server/services/contracts/deliver-courier.ts'
import { giveUpContract } from '#server/services/contracts/give-up-contract.ts'
import { listContracts } from '#server/services/contracts/list-contracts.ts'
import { takeContract } from '#server/services/contracts/take-contract.ts'
import { takeCourier } from '#server/services/contracts/take-courier.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

export const contractsRouter = router({
  list: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/contracts',
        tag: 'play',
        summary: 'What ports and treasuries pay extra for, and the contracts you took',
        answer: 'ContractBoard',
        description:
          'The nearest first. A shortage contract must be taken; its premium is paid by the sale that delivers the last unit. A treasury ' +
          'job pays a premium for each unit that anybody sells there.',
      },
    })
    .input(pagingInput)
    .query(({ ctx, input }) => listContracts(ctx.service, input)),
  take: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/play/contracts/{contractId}/take',
        tag: 'play',
        summary: 'Take a shortage contract',
        answer: 'ContractRef',
        description:
          'From anywhere in the galaxy. Nobody else can fill it then. Taken again, nothing changes.',
      },
    })
    .input(contractInput)
    .mutation(({ ctx, input }) => takeContract(ctx.service, input)),
  giveUp: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/play/contracts/{contractId}/give-up',
        tag: 'play',
        summary: 'Give a contract back',
        answer: 'ContractRef',
        description:
          'It is open to others again; sealed goods are forfeited with the deposit. It still counts as taken today.',
      },
    })
    .input(contractInput)
    .mutation(({ ctx, input }) => giveUpContract(ctx.service, input)),
  takeCourier: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/play/couriers',
        tag: 'play',
        summary: 'Take sealed goods aboard at a trade hub of your sector',
        answer: 'ContractRef',
        description:
          'Your ship docks and the deposit is set aside. Choose a courierId for each; sent again after an answer that was lost, the goods ' +
          'are taken once.',
      },
    })
    .input(courierInput)
    .mutation(({ ctx, input }) => takeCourier(ctx.service, input)),
  deliver: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/play/contracts/{contractId}/deliver',
        tag: 'play',
        summary: 'Hand sealed goods over at their port',
        answer: 'CourierPaid',
        description: 'In time it brings the pay and the deposit. Too late, the deposit is lost.',
      },
    })
    .input(contractInput)
    .mutation(({ ctx, input }) => deliverCourier(ctx.service, input)),
})
