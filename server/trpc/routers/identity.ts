import { z } from 'zod'
import {
  changePasswordInput,
  loginInput,
  opaqueToken,
  registerInput,
} from '#server/domain/identity/inputs.ts'
import { acceptAdminInvite } from '#server/services/identity/accept-admin-invite.ts'
import { changePassword } from '#server/services/identity/change-password.ts'
import { endOtherSessions } from '#server/services/identity/end-other-sessions.ts'
import { endSession } from '#server/services/identity/end-session.ts'
import { getAccount } from '#server/services/identity/get-account.ts'
import { listSessions } from '#server/services/identity/list-sessions.ts'
import { logIn } from '#server/services/identity/log-in.ts'
import { signUp } from '#server/services/identity/sign-up.ts'
import { beginBrowserSession, endBrowserSession } from '../browser-session.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'

const account = z.object({
  id: z.uuid(),
  email: z.string(),
  callsign: z.string(),
  role: z.enum(['player', 'admin']),
  createdAt: z.iso.datetime(),
})

export const identityRouter = router({
  /** Answers the same and sets a cookie whether or not the address had an account. */
  signUp: publicProcedure.input(registerInput).mutation(async ({ ctx, input }) => {
    const person = await signUp(ctx.ctx, { ...input, ipAddress: ctx.request.ipAddress })
    await beginBrowserSession(ctx, person)
  }),
  logIn: publicProcedure.input(loginInput).mutation(async ({ ctx, input }) => {
    await beginBrowserSession(ctx, await logIn(ctx.ctx, { ...input, ipAddress: ctx.request.ipAddress }))
  }),
  logOut: publicProcedure.mutation(({ ctx }) => endBrowserSession(ctx)),
  me: playerProcedure
    .meta({
      openapi: { method: 'GET', path: '/me', tags: ['me'], summary: 'Your account', protect: true },
    })
    .input(z.void())
    .output(account)
    .query(({ ctx }) => getAccount(ctx.ctx)),
  sessions: playerProcedure.query(({ ctx }) => listSessions(ctx.ctx, ctx.request)),
  endSession: playerProcedure
    .input(z.object({ id: z.string().max(100) }))
    .mutation(({ ctx, input }) => endSession(ctx.ctx, input)),
  endOtherSessions: playerProcedure.mutation(({ ctx }) => endOtherSessions(ctx.ctx, ctx.request)),
  changePassword: playerProcedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.ctx, { ...input, sessionId: ctx.request.sessionId })),
  acceptAdminInvite: publicProcedure
    .input(z.object({ token: opaqueToken, account: registerInput.nullable() }))
    .mutation(async ({ ctx, input }) => {
      const { ipAddress } = ctx.request
      await beginBrowserSession(ctx, await acceptAdminInvite(ctx.ctx, { ...input, ipAddress }))
    }),
})
