import { membershipApplications } from '#db/schema/platform/membership.ts'
import {
  citizenshipReadyAt,
  requestCitizenship,
  requestResidence,
} from '#server/domain/membership/membership-rules.ts'
import { type MembershipType } from '#server/domain/membership/membership-types.ts'
import { ADMITTING_OFFICE } from '#server/domain/regions/admission-powers.ts'
import { applicationsPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { refused } from '../refused.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireOpen, requireRegion } from '../regions/require-region.ts'
import { requireUser, type UserActor } from '../require-actor.ts'
import { grantCitizenship } from './grant-citizenship.ts'
import { grantResidence } from './grant-residence.ts'
import { lockUsableInvitation } from './invitation-queries.ts'
import {
  countCitizenships,
  getOpenApplication,
  hasTreatyResidence,
  isGalacticCitizen,
  lockMembership,
  type MembershipRow,
} from './queries.ts'
import { recordVisit } from './record-visit.ts'
import { oneRow } from '../one-row.ts'

export type JoinRegionInput = {
  region: string
  /** Membership to ask for; the next step up when left out. */
  as?: MembershipType | undefined
  /** Shown to the office that decides on the application. */
  message?: string | undefined
}

export type JoinOutcome = {
  membershipType: MembershipType
  /** `joined`: done; `applied`: somebody must decide, or the waiting period is running. */
  outcome: 'joined' | 'applied'
  /** When the requested citizenship is granted automatically; null otherwise. */
  citizenshipAt: string | null
  message: string
}

/**
 * Joins a region step by step (DESIGN.md §3 Membership): an outsider becomes a visitor, a visitor asks for residence,
 * a resident for citizenship. Immigration policy, waiting period and the limit of citizenships apply. Asking again
 * while an application is open changes nothing.
 * @throws FORBIDDEN with the reason, NOT_FOUND, CONFLICT.
 */
export async function joinRegion(ctx: Ctx, input: JoinRegionInput): Promise<JoinOutcome> {
  const user = requireUser(ctx)
  return transact(ctx, async (tx) => {
    const region = await requireRegion(tx, input.region)
    requireOpen(region)
    const member = await lockMembership(tx.db, region.id, user.userId)
    const wants = input.as ?? nextStep(member?.type ?? null)
    const message = input.message ?? ''
    if (!member || wants === 'visitor') return becomeVisitor(tx, region, user, wants, message)
    return wants === 'resident'
      ? becomeResident(tx, region, member, user, message)
      : becomeCitizen(tx, region, member, user, message)
  })
}

function nextStep(type: MembershipType | null): MembershipType {
  if (type === null) return 'visitor'
  return type === 'visitor' ? 'resident' : 'citizen'
}

async function becomeVisitor(
  tx: Tx,
  region: RegionRow,
  user: UserActor,
  wants: MembershipType,
  message: string,
): Promise<JoinOutcome> {
  const member = await recordVisit(tx, region, user.userId)
  await tx.audit({
    action: 'membership.visited',
    regionId: region.id,
    subject: { type: 'user', id: user.userId },
  })
  if (wants === 'resident') return becomeResident(tx, region, member, user, message)
  if (wants === 'citizen') return becomeCitizen(tx, region, member, user, message)
  return joined(member.type, `Welcome to ${region.displayName}.`)
}

async function becomeResident(
  tx: Tx,
  region: RegionRow,
  member: MembershipRow,
  user: UserActor,
  message: string,
): Promise<JoinOutcome> {
  const pending = await getOpenApplication(tx.db, region.id, user.userId)
  const invitation = await lockUsableInvitation(tx.db, { regionId: region.id, userId: user.userId }, tx.now)
  const verdict = requestResidence({
    membershipType: member.type,
    immigrationPolicy: region.immigrationPolicy,
    isInvited: invitation !== null,
    hasTreatyResidence: await hasTreatyResidence(tx, region.id, user.userId),
  })
  if (!verdict.ok) throw refused(verdict.reason === 'already-resident' ? 'CONFLICT' : 'FORBIDDEN', verdict)
  if (verdict.value === 'granted') {
    await grantResidence(tx, region, user.userId)
    return joined('resident', `You are now a resident of ${region.displayName}.`)
  }
  if (!pending) await openApplication(tx, region, user, 'resident', message)
  return {
    membershipType: member.type,
    outcome: 'applied',
    citizenshipAt: null,
    message: `${region.displayName} will decide on your application. You will get a notification.`,
  }
}

async function becomeCitizen(
  tx: Tx,
  region: RegionRow,
  member: MembershipRow,
  user: UserActor,
  message: string,
): Promise<JoinOutcome> {
  const verdict = requestCitizenship({
    membershipType: member.type,
    residentSince: member.residentSince,
    citizenshipWaitDays: region.citizenshipWaitDays,
    isApproved: false,
    citizenshipsHeld: await countCitizenships(tx.db, user.userId, region.id),
    isGalacticCitizen: await isGalacticCitizen(tx.db, user.userId),
    now: tx.now,
  })
  if (verdict.ok) {
    await grantCitizenship(tx, region, user.userId)
    return joined('citizen', `You are now a citizen of ${region.displayName}.`)
  }
  if (verdict.reason !== 'waiting-period' || member.residentSince === null)
    throw refused(verdict.reason === 'already-citizen' ? 'CONFLICT' : 'FORBIDDEN', verdict)
  const pending = await getOpenApplication(tx.db, region.id, user.userId)
  if (!pending) await openApplication(tx, region, user, 'citizen', message)
  const readyAt = citizenshipReadyAt(member.residentSince, region.citizenshipWaitDays)
  return {
    membershipType: member.type,
    outcome: 'applied',
    citizenshipAt: readyAt.toISOString(),
    message: `${verdict.message} You become a citizen then, or sooner if the region approves.`,
  }
}

const joined = (membershipType: MembershipType, message: string): JoinOutcome => ({
  membershipType,
  outcome: 'joined',
  citizenshipAt: null,
  message,
})

async function openApplication(
  tx: Tx,
  region: RegionRow,
  user: UserActor,
  wants: 'resident' | 'citizen',
  message: string,
) {
  const application = oneRow(
    await tx.db
      .insert(membershipApplications)
      .values({
        regionId: region.id,
        userId: user.userId,
        wants,
        message,
        status: 'open',
        requestedAt: tx.now,
      })
      .returning({ id: membershipApplications.id }),
  )
  await tx.audit({
    action: 'membership.applied',
    regionId: region.id,
    subject: { type: 'application', id: application.id },
    detail: { wants },
  })
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'membership', id: user.userId })
  const holders = await findOfficeHolders(tx.db, region.id)
  const deciding = holders.filter(({ position }) => position === ADMITTING_OFFICE[region.governanceType])
  await notify(tx, {
    userIds: deciding.length > 0 ? deciding.map(({ userId }) => userId) : [region.ownerId],
    kind: 'membership.applied',
    title: `${user.callsign} wants to become a ${wants} of ${region.displayName}`,
    href: applicationsPath(region.name),
    regionId: region.id,
    // To withdraw and apply again must not fill the mailboxes of a government.
    linesADay: 1,
  })
}
