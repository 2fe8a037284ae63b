import { makeUser } from './make-user.ts'
import { type TestPlatform } from './test-platform.ts'

/** Ballots on a subject in the audit log, as an administrator sees them, newest first. */
export async function shownBallots(platform: TestPlatform, subjectId: string) {
  const admin = await makeUser(platform, { role: 'admin' })
  const { items } = await platform.api(admin).operations.audit({ subjectId, pageSize: 100 })
  return items
    .filter(({ action }) => action.includes('.ballot-'))
    .map(({ actor, action }) => ({ actor, action }))
}
