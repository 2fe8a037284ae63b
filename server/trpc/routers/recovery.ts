import { z } from 'zod'
import {
  forgotPasswordInput,
  opaqueToken,
  recoverWithCodeInput,
  resetPasswordInput,
} from '#server/domain/identity/inputs.ts'
import { createRecoveryCodes } from '#server/services/identity/create-recovery-codes.ts'
import { getRecovery } from '#server/services/identity/get-recovery.ts'
import { recoverWithCode } from '#server/services/identity/recover-with-code.ts'
import { requestPasswordReset } from '#server/services/identity/request-password-reset.ts'
import { readLetIn, useLetIn } from '#server/services/identity/use-let-in.ts'
import { readResetLink, resetPassword } from '#server/services/identity/reset-password.ts'
import { rememberBrowser } from '../browser-session.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'

/** How people get back into an account. Pages only: secrets of accounts are no business of programs. */
export const recoveryRouter = router({
  /** Answers the same whether or not the address has an account. */
  forgotPassword: publicProcedure
    .input(forgotPasswordInput)
    .mutation(({ ctx, input }) =>
      requestPasswordReset(ctx.service, { ...input, ipAddress: ctx.request.ipAddress }),
    ),
  resetLink: publicProcedure
    .input(z.object({ token: opaqueToken }))
    .query(({ ctx, input }) => readResetLink(ctx.service, input)),
  resetPassword: publicProcedure
    .input(resetPasswordInput)
    .mutation(({ ctx, input }) => resetPassword(ctx.service, { ...input, ipAddress: ctx.request.ipAddress })),
  withCode: publicProcedure
    .input(recoverWithCodeInput)
    .mutation(({ ctx, input }) =>
      recoverWithCode(ctx.service, { ...input, ipAddress: ctx.request.ipAddress }),
    ),
  letIn: publicProcedure
    .input(z.object({ token: opaqueToken }))
    .query(({ ctx, input }) => readLetIn(ctx.service, input)),
  /** The browser that asks is known to the account from then on. */
  useLetIn: publicProcedure.input(z.object({ token: opaqueToken })).mutation(async ({ ctx, input }) => {
    const { userId } = await useLetIn(ctx.service, { ...input, ipAddress: ctx.request.ipAddress })
    rememberBrowser(ctx, userId)
  }),
  codes: playerProcedure.query(({ ctx }) => getRecovery(ctx.service)),
  createCodes: playerProcedure.mutation(({ ctx }) => createRecoveryCodes(ctx.service)),
})
