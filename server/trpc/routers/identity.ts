import { pagingInput } from '#server/domain/paging.ts'
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
import { issueTokens } from '#server/services/identity/issue-tokens.ts'
import { listSessions } from '#server/services/identity/list-sessions.ts'
import { logIn } from '#server/services/identity/log-in.ts'
import { refreshTokenPair } from '#server/services/identity/refresh-token-pair.ts'
import { revokeToken } from '#server/services/identity/revoke-token.ts'
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

const tokenPair = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.int().meta({ description: 'Seconds that the access token is good for.' }),
})
const refreshTokenInput = z.object({ refreshToken: opaqueToken })

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
  register: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/register',
        tags: ['auth'],
        summary: 'Open an account',
        description:
          'The answer is the same whether or not the address has an account already; auth/token tells whether e-mail ' +
          'address and password belong together.',
        protect: false,
      },
    })
    .input(registerInput)
    .output(z.object({ message: z.string() }))
    .mutation(async ({ ctx, input }) => {
      await signUp(ctx.ctx, { ...input, ipAddress: ctx.request.ipAddress })
      return { message: 'Get a token from auth/token with this e-mail address and password.' }
    }),
  token: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/token',
        tags: ['auth'],
        summary: 'Log a program in',
        description:
          'The access token goes into the header `Authorization: Bearer …`. The refresh token is good for one exchange.',
        protect: false,
      },
    })
    .input(loginInput)
    .output(tokenPair)
    .mutation(({ ctx, input }) => issueTokens(ctx.ctx, { ...input, ipAddress: ctx.request.ipAddress })),
  refresh: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/refresh',
        tags: ['auth'],
        summary: 'Exchange a refresh token for the next pair',
        description:
          'A refresh token is good once. One that comes back later than 20 seconds after its use was copied: then every ' +
          'token of that log-in ends.',
        protect: false,
      },
    })
    .input(refreshTokenInput)
    .output(tokenPair)
    .mutation(({ ctx, input }) => refreshTokenPair(ctx.ctx, { ...input, ipAddress: ctx.request.ipAddress })),
  revoke: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/revoke',
        tags: ['auth'],
        summary: 'Log a program out',
        description:
          'Ends the refresh token and every refresh token that descends from the same log-in. An access token that is out already is good until it runs out, fifteen minutes at most.',
        protect: false,
      },
    })
    .input(refreshTokenInput)
    .output(z.object({ revoked: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      await revokeToken(ctx.ctx, input)
      return { revoked: true as const }
    }),
  me: playerProcedure
    .meta({
      openapi: { method: 'GET', path: '/me', tags: ['me'], summary: 'Your account', protect: true },
    })
    .input(z.void())
    .output(account)
    .query(({ ctx }) => getAccount(ctx.ctx)),
  sessions: playerProcedure
    .input(pagingInput)
    .query(({ ctx, input }) => listSessions(ctx.ctx, { ...input, sessionId: ctx.request.sessionId })),
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
