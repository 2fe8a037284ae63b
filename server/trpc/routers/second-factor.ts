import { codeInput } from '#server/domain/identity/inputs.ts'
import { beginAppSetup } from '#server/services/identity/begin-app-setup.ts'
import { confirmApp } from '#server/services/identity/confirm-app.ts'
import { getAppSetup } from '#server/services/identity/get-app-setup.ts'
import { getSecondFactor } from '#server/services/identity/get-second-factor.ts'
import { removeApp } from '#server/services/identity/remove-app.ts'
import { renewBrowserSession } from '../browser-session.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

/** What an account is opened with beside the password. Pages only. */
export const secondFactorRouter = router({
  get: playerProcedure.query(({ ctx }) => getSecondFactor(ctx.service)),
  /** The secret of an app that is being set up. */
  appSetup: playerProcedure.query(({ ctx }) => getAppSetup(ctx.service)),
  beginApp: playerProcedure.mutation(({ ctx }) => beginAppSetup(ctx.service)),
  confirmApp: playerProcedure.input(codeInput).mutation(async ({ ctx, input }) => {
    const answer = await confirmApp(ctx.service, { ...input, sessionId: ctx.request.sessionId })
    await renewBrowserSession(ctx)
    return answer
  }),
  removeApp: playerProcedure.mutation(({ ctx }) => removeApp(ctx.service)),
})
