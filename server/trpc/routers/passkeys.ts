import { z } from 'zod'
import { idInput } from '#server/domain/id-input.ts'
import {
  addPasskeyInput,
  ownPasswordInput,
  passkeyInput,
  passkeyNameInput,
} from '#server/domain/identity/inputs.ts'
import { addPasskey, beginPasskey, getPasskeySetup } from '#server/services/identity/add-passkey.ts'
import { askToLogIn, logInWithPasskey } from '#server/services/identity/passkey-log-in.ts'
import { askForProof, proveWithPasskey } from '#server/services/identity/passkey-proof.ts'
import { askForSecondStep, completeLogInWithPasskey } from '#server/services/identity/passkey-second-step.ts'
import { removePasskey } from '#server/services/identity/remove-passkey.ts'
import { renamePasskey } from '#server/services/identity/rename-passkey.ts'
import {
  answerLogIn,
  keepPasskeyToken,
  passkeyToken,
  pendingToken,
  renewBrowserSession,
} from '../browser-session.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'
import { visitorOf } from '../visitor-of.ts'

/** Passkeys, which browsers alone can use. Each use has two steps: the browser asks for a challenge, and brings what a device made of it. */
export const passkeysRouter = router({
  askToLogIn: publicProcedure.mutation(async ({ ctx }) => {
    const { ipAddress } = ctx.request
    const { token, options } = await askToLogIn(ctx.service, { token: passkeyToken(ctx), ipAddress })
    keepPasskeyToken(ctx, token)
    return options
  }),
  logIn: publicProcedure.input(passkeyInput).mutation(async ({ ctx, input }) =>
    answerLogIn(
      ctx,
      await logInWithPasskey(ctx.service, {
        token: passkeyToken(ctx),
        answer: input.passkey,
        visitor: visitorOf(ctx),
      }),
    ),
  ),
  askForSecondStep: publicProcedure.mutation(({ ctx }) =>
    askForSecondStep(ctx.service, { token: pendingToken(ctx) }),
  ),
  completeLogIn: publicProcedure.input(passkeyInput).mutation(async ({ ctx, input }) =>
    answerLogIn(
      ctx,
      await completeLogInWithPasskey(ctx.service, {
        token: pendingToken(ctx),
        answer: input.passkey,
        visitor: visitorOf(ctx),
      }),
    ),
  ),
  askForProof: playerProcedure.mutation(({ ctx }) => askForProof(ctx.service)),
  prove: playerProcedure.input(passkeyInput).mutation(async ({ ctx, input }) => {
    await proveWithPasskey(ctx.service, { answer: input.passkey, visitor: visitorOf(ctx) })
    await renewBrowserSession(ctx)
  }),
  setup: playerProcedure.query(({ ctx }) => getPasskeySetup(ctx.service)),
  begin: playerProcedure
    .input(ownPasswordInput)
    .mutation(({ ctx, input }) => beginPasskey(ctx.service, { ...input, visitor: visitorOf(ctx) })),
  add: playerProcedure.input(addPasskeyInput).mutation(async ({ ctx, input }) => {
    const answer = await addPasskey(ctx.service, { name: input.name, answer: input.passkey })
    await renewBrowserSession(ctx)
    return answer
  }),
  rename: playerProcedure
    .input(passkeyNameInput.extend({ id: idInput() }))
    .mutation(({ ctx, input }) => renamePasskey(ctx.service, input)),
  remove: playerProcedure
    .input(z.object({ id: idInput() }))
    .mutation(({ ctx, input }) => removePasskey(ctx.service, input)),
})
