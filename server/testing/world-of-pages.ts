import { eq, sql } from 'drizzle-orm'
import { paymentLedger } from '#db/schema/platform/billing.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { adminInvites } from '#db/schema/platform/identity.ts'
import { rescues } from '#db/schema/platform/ownership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { tokenHash } from '../auth/secrets.ts'
import { makeBackup } from '../services/backups/make-backup.ts'
import { getPlanOnSale } from '../services/billing/plan-queries.ts'
import { sweepCouncil } from '../services/council/sweep-council.ts'
import { sweepPolicies } from '../services/policies/sweep-policies.ts'
import { type UserActor } from '../services/require-actor.ts'
import { makeDemocracy } from './make-democracy.ts'
import { makeOfficeHolder } from './make-office-holder.ts'
import { pngWithScript } from './make-png.ts'
import { makeRegion } from './make-region.ts'
import { makeUser } from './make-user.ts'
import { type TestPlatform } from './test-platform.ts'
import { type useTestShop } from './test-shop.ts'

const DAY_MS = 86_400_000

export type WorldOfPages = {
  /** Owns the region, holds its seat in the Council, pays for it, and runs the platform. */
  admin: UserActor
  citizen: UserActor
  governor: UserActor
  /** What stands in the address of a page for each of its parameters. */
  params: Record<string, string>
}

/** A platform on which every page has something to show. */
export async function makeWorldOfPages(shop: ReturnType<typeof useTestShop>): Promise<WorldOfPages> {
  const { platform } = shop
  const admin = await makeUser(platform, { role: 'admin' })
  const api = platform.api(admin)
  await api.nexus.generate({ forceRegenerate: true })
  await platform.runOutbox()
  const { region, voters } = await makeDemocracy(platform, 3, { owner: admin, withGalaxy: true })
  const [, citizen, governor] = voters
  if (!citizen || !governor) throw new Error('a democracy of three has three')
  const at = { region: region.name }
  const closed = await api.policies.propose({
    ...{ ...at, policyType: 'tax_rate', title: 'Lower tax', proposedChanges: { taxRate: 0.08 } },
  })
  const text = { motionType: 'motion' as const, title: 'More lamps', description: 'Along every lane.' }
  const motion = await api.council.propose(text)
  platform.clock.advance(20 * DAY_MS)
  await sweepPolicies(platform.ctx({ kind: 'system', job: 'test' }))
  await sweepCouncil(platform.ctx({ kind: 'system', job: 'test' }))
  await platform.runOutbox()

  await makeOfficeHolder(platform, region, 'governor', governor)
  await platform.db.update(offices).set({ termFrom: sql`now() - interval '30 days'` })
  const policy = await api.policies.propose({
    ...{ ...at, policyType: 'tax_rate', title: 'Higher tax', proposedChanges: { taxRate: 0.12 } },
  })
  const election = await platform.api(governor).elections.open({ ...at, position: 'ambassador' })
  const recall = await api.elections.startRecall({
    ...{ ...at, position: 'governor', holderId: governor.userId, reason: 'It is time.' },
  })
  const [rescue] = await platform.db
    .insert(rescues)
    .values({
      ...{ regionId: region.id, rescuerId: citizen.userId, namedBy: governor.userId },
      ...{ status: 'named', namedAt: await platform.clock.now(platform.db) },
    })
    .returning({ id: rescues.id })
  const partner = await makeRegion(platform)
  const treaty = await api.diplomacy.propose({
    ...{ ...at, partner: partner.region.name, treatyType: 'non_aggression', terms: {} },
  })
  const { id: subscription } = await shop.checkout({}, admin)
  // Administrators refund none of their own.
  const { id: subscriptionId } = await shop.checkout({}, citizen)
  const paidAt = await platform.clock.now(platform.db)
  const [payment] = await platform.db
    .insert(paymentLedger)
    .values({
      ...{ subscriptionId, kind: 'payment', paypalId: 'SALE-1', saleId: 'SALE-1', months: 1 },
      ...{ amountMinor: 2500, currency: 'USD', occurredAt: paidAt, recordedAt: paidAt },
    })
    .returning({ id: paymentLedger.id })
  await platform.db
    .update(regions)
    .set({ nexusWarpGateSector: 2_200, tier: 'large' })
    .where(eq(regions.id, region.id))
  await api.regions.setEmblem({ ...at, picture: pngWithScript([0, 0, 0]).toString('base64') })
  const now = await platform.clock.now(platform.db)
  // Each page reads another sort of token; the one of a mail's foot must be signed.
  const token = platform.ctx().secrets.unsubscribeToken({ userId: citizen.userId, subject: 'recall' })
  const [mail] = await platform.db
    .insert(mails)
    .values({
      ...{ key: 'notice', kind: 'notice', userId: citizen.userId, address: 'citizen@mail.test' },
      ...{ data: { title: 'News', body: '', href: null, subject: 'recall' }, dueAt: now, createdAt: now },
    })
    .returning({ id: mails.id })
  await platform.db
    .insert(adminInvites)
    .values({ hash: tokenHash(token), createdAt: now, expiresAt: new Date(now.getTime() + DAY_MS) })
  const { reportId } = await platform.api(citizen).reports.file({
    ...{ subject: 'pilot', of: governor.callsign, category: 'other', text: 'Flies too fast for me.' },
  })
  await api.space.enter({ region: 'nexus' })
  await platform.api(citizen).space.enter(at)
  await platform.api(governor).space.enter(at)
  const [port] = (await platform.api(citizen).space.mySector())?.ports ?? []
  await platform.api(citizen).privacy.requestExport()
  await platform.runOutbox()
  const system = platform.ctx({ kind: 'system', job: 'test' })
  const incident = await api.incidents.open({
    ...{ title: 'Flying is slow', component: 'nexus', severity: 'degraded', text: 'Orders take seconds.' },
  })
  const plan = await getPlanOnSale(platform.db, system.config.paypalEnvironment, 'regional_owner')
  const backup = await makeBackup(system, { galaxyId: region.galaxyId, reason: 'by-hand' })
  return {
    admin,
    citizen,
    governor,
    params: {
      region: region.name,
      place: region.name,
      policy: policy.id,
      election: election.id,
      recall: recall.recallId,
      rescue: rescue?.id ?? '',
      treaty: treaty.id,
      motion: motion.id,
      subscription,
      token,
      mail: mail?.id ?? '',
      backup: backup?.id ?? '',
      plan: plan?.id ?? '',
      payment: payment?.id ?? '',
      sale: 'SALE-1',
      alert: 'BackupLate',
      incident: incident.id,
      player: citizen.userId,
      holder: governor.userId,
      report: reportId,
      end: 'approve',
      type: 'transit_hub',
      subject: 'policy',
      id: closed.id,
      callsign: governor.callsign,
      port: String(port?.id),
      good: port?.sells[0] ?? '',
    },
  }
}

/** The address of a page in this world. @throws for a parameter that it has nothing for. */
export const addressIn = ({ params }: WorldOfPages, path: string): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${path}: this test needs something to show for :${name}`)
    return value
  })

/** The cookie of somebody who has just logged in. */
export async function cookieOf(platform: TestPlatform, { userId }: UserActor): Promise<string> {
  const { sessions } = platform.apiContext().request
  const device = { ipAddress: null, userAgent: null }
  return (await sessions.begin(userId, device, await platform.clock.now(platform.db))).split(';')[0] ?? ''
}
