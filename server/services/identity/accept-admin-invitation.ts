import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { endInvitation, lockInvitation } from './admin-invitation-queries.ts'
import { changeRole, lockAdministrators } from './change-role.ts'
import { getMyAdminInvitation } from './list-admin-invitations.ts'
import { type Visitor } from './password-attempt.ts'
import { toPerson, type Person } from './person.ts'
import { lockAsChecked, requireOwnPassword } from './require-own-password.ts'

/**
 * Makes the invited user an administrator, once the password was typed again: whoever finds their browser logged in must not become
 * one. They are logged out everywhere; who calls this begins a new session.
 * @throws UNAUTHORIZED; BAD_REQUEST for a wrong password; NOT_FOUND for an invitation of somebody else, or one that cannot be used any
 * more; CONFLICT `suspended`.
 */
export async function acceptAdminInvitation(
  ctx: Ctx,
  input: { invitationId: string; password: string; visitor: Visitor },
): Promise<Person> {
  const mine = await getMyAdminInvitation(ctx)
  if (mine?.id !== input.invitationId) throw notFound('A usable invitation')
  const account = await requireOwnPassword(ctx, input)
  return transact(ctx, async (tx) => {
    // Before any row: a demotion of who invited is over or comes afterwards.
    await lockAdministrators(tx)
    const invitation = await lockInvitation(tx, { id: input.invitationId })
    if (invitation?.userId !== account.id || !invitation.isUsable) throw notFound('A usable invitation')
    await lockAsChecked(tx, account)
    await endInvitation(tx, invitation.id, 'accepted')
    await changeRole(tx, {
      userId: account.id,
      role: 'admin',
      detail: { invitationId: invitation.id, invitedBy: invitation.invitedBy },
    })
    return toPerson({ ...account, role: 'admin' })
  })
}
