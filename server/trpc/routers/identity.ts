import { idInput } from '#server/domain/id-input.ts'
import { pagingInput } from '#server/domain/paging.ts'
import { z } from 'zod'
import {
  changeCallsignInput,
  changePasswordInput,
  codeInput,
  loginInput,
  opaqueToken,
  personalTokenInput,
  proofInput,
  registerInput,
  tokenInput,
} from '#server/domain/identity/inputs.ts'
import { acceptAdminInvite } from '#server/services/identity/accept-admin-invite.ts'
import { changeCallsign } from '#server/services/identity/change-callsign.ts'
import { changePassword } from '#server/services/identity/change-password.ts'
import { createPersonalToken } from '#server/services/identity/create-personal-token.ts'
import { endOtherSessions } from '#server/services/identity/end-other-sessions.ts'
import { endProgram } from '#server/services/identity/end-program.ts'
import { endSession } from '#server/services/identity/end-session.ts'
import { getCallsignHistory } from '#server/services/identity/get-callsign-history.ts'
import { completeLogIn } from '#server/services/identity/complete-log-in.ts'
import { getProof } from '#server/services/identity/get-proof.ts'
import { getSecondStep } from '#server/services/identity/pending-log-in.ts'
import { proveIdentity } from '#server/services/identity/prove-identity.ts'
import { getAccount } from '#server/services/identity/get-account.ts'
import { issueTokens } from '#server/services/identity/issue-tokens.ts'
import { listFailedLogIns } from '#server/services/identity/list-failed-log-ins.ts'
import { listPrograms } from '#server/services/identity/list-programs.ts'
import { listSessions } from '#server/services/identity/list-sessions.ts'
import { logIn } from '#server/services/identity/log-in.ts'
import { refreshTokenPair } from '#server/services/identity/refresh-token-pair.ts'
import { revokeToken } from '#server/services/identity/revoke-token.ts'
import { signUp } from '#server/services/identity/sign-up.ts'
import {
  answerLogIn,
  beginBrowserSession,
  endBrowserSession,
  pendingToken,
  renewBrowserSession,
} from '../browser-session.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'
import { visitorOf } from '../visitor-of.ts'

const refreshTokenInput = z.object({ refreshToken: opaqueToken })

export const identityRouter = router({
  /** Answers the same and sets a cookie whether or not the address had an account. */
  signUp: publicProcedure.input(registerInput).mutation(async ({ ctx, input }) => {
    const person = await signUp(ctx.service, { ...input, ...visitorOf(ctx) })
    await beginBrowserSession(ctx, person)
  }),
  /** Where there is a second factor, the password only opens the second step. */
  logIn: publicProcedure
    .input(loginInput)
    .mutation(async ({ ctx, input }) =>
      answerLogIn(ctx, await logIn(ctx.service, { ...input, ...visitorOf(ctx) })),
    ),
  /** What takes this browser through the second step of a log-in, if it is there. */
  secondStep: publicProcedure.query(({ ctx }) => getSecondStep(ctx.service, { token: pendingToken(ctx) })),
  completeLogIn: publicProcedure
    .input(codeInput)
    .mutation(async ({ ctx, input }) =>
      answerLogIn(
        ctx,
        await completeLogIn(ctx.service, { ...input, token: pendingToken(ctx), visitor: visitorOf(ctx) }),
      ),
    ),
  proof: playerProcedure.query(({ ctx }) => getProof(ctx.service)),
  prove: playerProcedure.input(proofInput).mutation(async ({ ctx, input }) => {
    await proveIdentity(ctx.service, { ...input, visitor: visitorOf(ctx) })
    await renewBrowserSession(ctx)
  }),
  logOut: publicProcedure.mutation(({ ctx }) => endBrowserSession(ctx)),
  register: publicProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/auth/register',
        tag: 'auth',
        summary: 'Open an account',
        answer: 'Message',
        description:
          'The answer is the same whether or not the address already has an account. Log in with auth/token to see if yours ' +
          'was created. Where the server sends mails, first open the link in the one that it sends to the address.',
      },
    })
    .input(registerInput)
    .mutation(async ({ ctx, input }) => {
      await signUp(ctx.service, { ...input, ...visitorOf(ctx) })
      return {
        message:
          'Get a token from auth/token with this e-mail address and password, after opening the link if a mail comes.',
      }
    }),
  token: publicProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/auth/token',
        tag: 'auth',
        summary: 'Log a program in',
        answer: 'TokenPair',
        description:
          'The access token goes into the header `Authorization: Bearer …`. A refresh token works once. Where the account has a ' +
          'second factor, `code` is needed too; where that is a passkey alone, a recovery code. What asks for a log-in of the last ten minutes (to cancel a subscription, to replace ' +
          'the Nexus) takes the token of a log-in that is no older, not one that was refreshed.',
      },
    })
    .input(tokenInput)
    .mutation(({ ctx, input }) => issueTokens(ctx.service, { ...input, ...visitorOf(ctx) })),
  refresh: publicProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/auth/refresh',
        tag: 'auth',
        summary: 'Exchange a refresh token for the next pair',
        answer: 'TokenPair',
        description:
          'A refresh token works once. If it is used again more than 20 seconds later, it was copied: then every ' +
          'token of that log-in ends. A log-in lasts 90 days, that of an administrator 12 hours; then ask auth/token again.',
      },
    })
    .input(refreshTokenInput)
    .mutation(({ ctx, input }) => refreshTokenPair(ctx.service, { ...input, ...visitorOf(ctx) })),
  revoke: publicProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/auth/revoke',
        tag: 'auth',
        summary: 'Log a program out',
        answer: 'Revoked',
        description:
          'Ends the refresh token and every refresh token that descends from the same log-in. An access token that was issued stays valid until it expires, fifteen minutes at most.',
      },
    })
    .input(refreshTokenInput)
    .mutation(async ({ ctx, input }) => {
      await revokeToken(ctx.service, input)
      return { revoked: true as const }
    }),
  me: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/me',
        tag: 'me',
        summary: 'Your account',
        answer: 'Account',
      },
    })
    .query(({ ctx }) => getAccount(ctx.service)),
  sessions: playerProcedure
    .input(pagingInput)
    .query(({ ctx, input }) => listSessions(ctx.service, { ...input, sessionId: ctx.request.sessionId })),
  endSession: playerProcedure
    .input(z.object({ id: z.string().max(100) }))
    .mutation(({ ctx, input }) => endSession(ctx.service, input)),
  endOtherSessions: playerProcedure.mutation(({ ctx }) => endOtherSessions(ctx.service, ctx.request)),
  changePassword: playerProcedure.input(changePasswordInput).mutation(async ({ ctx, input }) => {
    const { sessionId } = ctx.request
    await changePassword(ctx.service, { ...input, ...visitorOf(ctx), sessionId })
    await renewBrowserSession(ctx)
  }),
  callsign: playerProcedure.query(({ ctx }) => getCallsignHistory(ctx.service)),
  changeCallsign: playerProcedure
    .input(changeCallsignInput)
    .mutation(({ ctx, input }) => changeCallsign(ctx.service, { ...input, visitor: visitorOf(ctx) })),
  programs: playerProcedure.query(({ ctx }) => listPrograms(ctx.service)),
  failedLogIns: playerProcedure
    .input(pagingInput)
    .query(({ ctx, input }) => listFailedLogIns(ctx.service, input)),
  createToken: playerProcedure
    .input(personalTokenInput)
    .mutation(({ ctx, input }) => createPersonalToken(ctx.service, input)),
  endProgram: playerProcedure
    .input(z.object({ id: idInput() }))
    .mutation(({ ctx, input }) => endProgram(ctx.service, input)),
  acceptAdminInvite: publicProcedure
    .input(z.object({ token: opaqueToken, account: registerInput.nullable() }))
    .mutation(async ({ ctx, input }) => {
      const { ipAddress } = ctx.request
      await beginBrowserSession(ctx, await acceptAdminInvite(ctx.service, { ...input, ipAddress }))
    }),
})
