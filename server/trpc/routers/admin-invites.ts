import { z } from 'zod'
import {
  inviteAddressInput,
  oneAdminInvitation,
  revokeAdminInvitationInput,
} from '#server/domain/identity/admin-invitations.ts'
import { opaqueToken } from '#server/domain/identity/inputs.ts'
import { playerAct } from '#server/domain/identity/player-acts.ts'
import { acceptAdminInvitation } from '#server/services/identity/accept-admin-invitation.ts'
import {
  declineAdminInvitation,
  declineAdminLink,
  revokeAdminInvitation,
} from '#server/services/identity/end-admin-invitation.ts'
import { inviteAddressAsAdmin, invitePlayerAsAdmin } from '#server/services/identity/invite-administrator.ts'
import {
  getMyAdminInvitation,
  listAdminInvitations,
} from '#server/services/identity/list-admin-invitations.ts'
import { beginBrowserSession } from '../browser-session.ts'
import { router } from '../init.ts'
import { adminProcedure, playerProcedure, publicProcedure } from '../procedures.ts'
import { visitorOf } from '../visitor-of.ts'

/** Invitations to become an administrator. That of a link is accepted by identity.acceptAdminInvite. */
export const adminInvitesRouter = router({
  list: adminProcedure.query(({ ctx }) => listAdminInvitations(ctx.service)),
  invitePlayer: adminProcedure
    .input(playerAct)
    .mutation(({ ctx, input }) => invitePlayerAsAdmin(ctx.service, input)),
  inviteAddress: adminProcedure
    .input(inviteAddressInput)
    .mutation(({ ctx, input }) => inviteAddressAsAdmin(ctx.service, input)),
  revoke: adminProcedure
    .input(revokeAdminInvitationInput)
    .mutation(({ ctx, input }) => revokeAdminInvitation(ctx.service, input)),
  mine: playerProcedure.query(({ ctx }) => getMyAdminInvitation(ctx.service)),
  accept: playerProcedure
    .input(oneAdminInvitation.extend({ password: z.string().max(1_000) }))
    .mutation(async ({ ctx, input }) => {
      const visitor = visitorOf(ctx)
      await beginBrowserSession(ctx, await acceptAdminInvitation(ctx.service, { ...input, visitor }))
    }),
  decline: playerProcedure
    .input(oneAdminInvitation)
    .mutation(({ ctx, input }) => declineAdminInvitation(ctx.service, input)),
  declineLink: publicProcedure
    .input(z.object({ token: opaqueToken }))
    .mutation(({ ctx, input }) => declineAdminLink(ctx.service, input)),
})
