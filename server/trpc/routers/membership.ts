import { z } from 'zod'
import { plainText } from '#server/domain/plain-text.ts'
import { idInput } from '#server/domain/id-input.ts'
import { MEMBERSHIP_TYPES } from '#server/domain/membership/membership-types.ts'
import { pagingFields } from '#server/domain/paging.ts'
import { regionRef } from '#server/domain/regions/region-ref.ts'
import { decideApplication } from '#server/services/membership/decide-application.ts'
import { declineInvitation, revokeInvitation } from '#server/services/membership/end-invitation.ts'
import { inviteMember } from '#server/services/membership/invite-member.ts'
import { joinRegion } from '#server/services/membership/join-region.ts'
import { leaveRegion } from '#server/services/membership/leave-region.ts'
import { listApplications } from '#server/services/membership/list-applications.ts'
import { listInvitations } from '#server/services/membership/list-invitations.ts'
import { listMyMemberships } from '#server/services/membership/list-my-memberships.ts'
import { withdrawApplication } from '#server/services/membership/withdraw-application.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'
import { OF_NAMED_REGION } from '../rest/operation.ts'

const joinFields = {
  as: z.enum(MEMBERSHIP_TYPES, 'One becomes a visitor, a resident or a citizen.').optional(),
  message: plainText({ label: 'The message', max: 1000, multiline: true }).optional(),
}
const oneRegion = z.object({ region: regionRef })
const oneInvitation = z.object({ invitationId: idInput('This is no id of an invitation.') })

export const membershipRouter = router({
  mine: playerProcedure.query(({ ctx }) => listMyMemberships(ctx.service)),
  join: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/{name}/join',
        tag: 'regions',
        summary: 'Enter a region, or ask for residence or citizenship',
        answer: 'JoinOutcome',
        names: OF_NAMED_REGION,
      },
    })
    .input(oneRegion.extend(joinFields))
    .mutation(({ ctx, input }) => joinRegion(ctx.service, input)),
  leave: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/{name}/leave',
        tag: 'regions',
        summary: 'Leave a region',
        answer: null,
        names: OF_NAMED_REGION,
      },
    })
    .input(oneRegion)
    .mutation(({ ctx, input }) => leaveRegion(ctx.service, input)),
  withdrawApplication: playerProcedure
    .input(oneRegion)
    .mutation(({ ctx, input }) => withdrawApplication(ctx.service, input)),
  applications: playerProcedure
    .input(oneRegion.extend(pagingFields))
    .query(({ ctx, input }) => listApplications(ctx.service, input)),
  decide: playerProcedure
    .input(z.object({ applicationId: idInput(), decision: z.enum(['approve', 'refuse']) }))
    .mutation(({ ctx, input }) => decideApplication(ctx.service, input)),
  invite: playerProcedure
    .input(
      oneRegion.extend({
        callsign: z.string().trim().min(1, 'Enter the callsign of the player to invite.').max(40),
      }),
    )
    .mutation(({ ctx, input }) => inviteMember(ctx.service, input)),
  invitations: playerProcedure
    .input(oneRegion)
    .query(({ ctx, input }) => listInvitations(ctx.service, input)),
  revokeInvitation: playerProcedure
    .input(oneInvitation)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.service, input)),
  declineInvitation: playerProcedure
    .input(oneInvitation)
    .mutation(({ ctx, input }) => declineInvitation(ctx.service, input)),
})
