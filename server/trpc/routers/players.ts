import {
  endProgramAct,
  endSessionAct,
  onePlayer,
  playerAct,
  playersInput,
} from '#server/domain/identity/player-acts.ts'
import { suspendInput } from '#server/domain/identity/suspension.ts'
import { demoteAdministrator } from '#server/services/players/demote-administrator.ts'
import {
  endPlayerAccess,
  endPlayerProgram,
  endPlayerSession,
} from '#server/services/players/end-player-access.ts'
import { getPlayer } from '#server/services/players/get-player.ts'
import { liftSuspension } from '#server/services/players/lift-suspension.ts'
import { listPlayers } from '#server/services/players/list-players.ts'
import { sendPlayerReset } from '#server/services/players/send-player-reset.ts'
import { suspendPlayer } from '#server/services/players/suspend-player.ts'
import { router } from '../init.ts'
import { adminProcedure } from '../procedures.ts'

/** Accounts, for administrators. Each act takes a reason, which the audit log keeps. */
export const playersRouter = router({
  list: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/admin/players',
        tag: 'admin',
        summary: 'Accounts',
        answer: 'AdminPlayers',
      },
    })
    .input(playersInput)
    .query(({ ctx, input }) => listPlayers(ctx.service, input)),
  get: adminProcedure.input(onePlayer).query(({ ctx, input }) => getPlayer(ctx.service, input)),
  suspend: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/admin/players/{userId}/suspension',
        tag: 'admin',
        summary: 'Suspend an account',
        answer: null,
      },
    })
    .input(suspendInput)
    .mutation(({ ctx, input }) => suspendPlayer(ctx.service, input)),
  liftSuspension: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/admin/players/{userId}/suspension/end',
        tag: 'admin',
        summary: 'End a suspension',
        answer: null,
      },
    })
    .input(playerAct)
    .mutation(({ ctx, input }) => liftSuspension(ctx.service, input)),
  endAccess: adminProcedure
    .input(playerAct)
    .mutation(({ ctx, input }) => endPlayerAccess(ctx.service, input)),
  endSession: adminProcedure
    .input(endSessionAct)
    .mutation(({ ctx, input }) => endPlayerSession(ctx.service, input)),
  endProgram: adminProcedure
    .input(endProgramAct)
    .mutation(({ ctx, input }) => endPlayerProgram(ctx.service, input)),
  sendReset: adminProcedure
    .input(playerAct)
    .mutation(({ ctx, input }) => sendPlayerReset(ctx.service, input)),
  demote: adminProcedure
    .input(playerAct)
    .mutation(({ ctx, input }) => demoteAdministrator(ctx.service, input)),
})
