import { z } from 'zod'
import { idInput } from '../id-input.ts'
import { emailSchema } from './email.ts'
import { actReason } from './suspension.ts'

/** Invitations to become an administrator that may be open at the same time. */
export const ADMIN_INVITATIONS_MAX = 20

export const inviteAddressInput = z.object({ email: emailSchema, reason: actReason })
const invitationId = idInput('This is no id of an invitation.')
export const oneAdminInvitation = z.object({ invitationId })
export const revokeAdminInvitationInput = oneAdminInvitation.extend({ reason: actReason })
