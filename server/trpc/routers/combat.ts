import { attackInput, foeInput } from '#server/domain/combat/inputs.ts'
import { attackPilot } from '#server/services/combat/attack-pilot.ts'
import { getOdds } from '#server/services/combat/get-odds.ts'
import { lieInWait } from '#server/services/combat/lie-in-wait.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

export const combatRouter = router({
  lieInWait: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/play/ambush',
        tag: 'play',
        summary: 'Lie in wait in your sector',
        answer: 'Ambush',
        description:
          'For a ship with guns, where the law allows attacks: 5 turns, until you move, at most 24 hours. Who flies in and may be attacked ' +
          'stops there once, and you may attack them for ten minutes or until they fly on.',
      },
    })
    .mutation(({ ctx }) => lieInWait(ctx.service)),
  odds: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/odds',
        tag: 'play',
        summary: 'Both numbers of an attack on a pilot whom you stopped',
        answer: 'Odds',
        description:
          'The attack succeeds if it is greater than the defence. A refusal says what keeps you from attacking.',
      },
    })
    .input(foeInput)
    .query(({ ctx, input }) => getOdds(ctx.service, input)),
  attack: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/play/attack',
        tag: 'play',
        summary: 'Attack a pilot whom you stopped',
        answer: 'FightReport',
        description:
          '20 turns. A failed attack damages your ship. Choose an attackId for each attack; sent again after an answer that was lost, it is ' +
          'made once.',
      },
    })
    .input(attackInput)
    .mutation(({ ctx, input }) => attackPilot(ctx.service, input)),
})
