import { type Ctx } from '../context.ts'
import { requireAccount } from './require-account.ts'

export type Account = {
  id: string
  email: string
  callsign: string
  role: 'player' | 'admin'
  createdAt: string
}

/** The current user's account. @throws UNAUTHORIZED. */
export async function getAccount(ctx: Ctx): Promise<Account> {
  const { id, email, callsign, role, createdAt } = await requireAccount(ctx)
  return { id, email, callsign, role, createdAt: createdAt.toISOString() }
}
