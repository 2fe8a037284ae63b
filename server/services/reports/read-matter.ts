import { eq, sql } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { callsignKey } from '#server/domain/identity/callsign.ts'
import {
  candidateAnchor,
  electionPath,
  recallPath,
  regionPath,
  treatyPath,
} from '#server/domain/regions/paths.ts'
import { type MatterInput, type ReportedMatter } from '#server/domain/reports/report-rules.ts'
import { notFound } from '#server/errors.ts'
import { derivedUuidOf } from '#server/galaxies/transfer-id.ts'
import { type Ctx } from '../context.ts'
import { getMotion } from '../council/get-motion.ts'
import { getBreach } from '../diplomacy/get-breach.ts'
import { getElection } from '../elections/get-election.ts'
import { getRecall } from '../elections/get-recall.ts'
import { getPublicRegion } from '../government/get-public-region.ts'
import { getPolicy } from '../policies/get-policy.ts'

export type FoundMatter = { subjectId: string; reportedUserId: string; matter: ReportedMatter }

/**
 * What is to be reported, as the reader sees it: who may not read it finds nothing, so that a report tells nothing.
 * @throws NOT_FOUND; BAD_REQUEST never: an id that is none is not found.
 */
export async function readMatter(ctx: Ctx, { subject, of }: MatterInput): Promise<FoundMatter> {
  switch (subject) {
    case 'pilot':
      return readPilot(ctx, of)
    case 'region':
      return readRegion(ctx, of)
    case 'policy': {
      const { id, region, title, description, proposedBy } = await getPolicy(ctx, { policyId: idOf(of) })
      const href = `${regionPath(region.name)}/policies/${id}`
      return { subjectId: id, reportedUserId: proposedBy, matter: proposal(title, description, href) }
    }
    case 'motion': {
      const { id, title, description, proposedBy } = await getMotion(ctx, { motionId: idOf(of) })
      const href = `/nexus/council/motions/${id}`
      return { subjectId: id, reportedUserId: proposedBy, matter: proposal(title, description, href) }
    }
    case 'candidacy':
      return readCandidacy(ctx, of)
    case 'recall': {
      const { id, region, holder, startedBy, reason } = await getRecall(ctx, { recallId: idOf(of) })
      const title = `Recall of ${holder.callsign}`
      const lines = [{ label: 'Reason', text: reason }]
      const matter = { title, href: recallPath(region.name, id), lines }
      return { subjectId: id, reportedUserId: startedBy.userId, matter }
    }
    case 'breach':
    case 'answer':
      return readBreach(ctx, idOf(of), subject)
  }
}

const idOf = (text: string): string => {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw notFound('What you report')
  return text.toLowerCase()
}

const proposal = (title: string, description: string, href: string): ReportedMatter => ({
  title,
  href,
  lines: [
    { label: 'Title', text: title },
    { label: 'Description', text: description },
  ],
})

async function readPilot(ctx: Ctx, callsign: string): Promise<FoundMatter> {
  const [pilot] = await ctx.db
    .select({ id: users.id, callsign: users.callsign })
    .from(users)
    .where(eq(sql`translate(lower(${users.callsign}), '-_', '')`, callsignKey(callsign)))
  if (!pilot) throw notFound('This pilot')
  const { id, callsign: name } = pilot
  const lines = [{ label: 'Callsign', text: name }]
  return { subjectId: id, reportedUserId: id, matter: { title: name, href: `/pilots/${name}`, lines } }
}

async function readCandidacy(ctx: Ctx, of: string): Promise<FoundMatter> {
  const [election = '', userId] = of.toLowerCase().split('.')
  const electionId = idOf(election)
  const { region, candidates } = await getElection(ctx, { electionId })
  const candidate = candidates.find(({ playerId }) => playerId === userId)
  if (!candidate || userId === undefined) throw notFound('This candidacy')
  return {
    subjectId: derivedUuidOf(`candidacy:${electionId}:${userId}`),
    reportedUserId: userId,
    matter: {
      title: `Candidacy of ${candidate.playerName}`,
      href: `${electionPath(region.name, electionId)}#${candidateAnchor(userId)}`,
      lines: [{ label: 'Platform', text: candidate.platform }],
    },
  }
}

/** What a region says that another has broken, or what that one answered: two people wrote them. */
async function readBreach(ctx: Ctx, breachId: string, subject: 'breach' | 'answer'): Promise<FoundMatter> {
  const { treaty, regionName, text, reportedBy, answer } = await getBreach(ctx, { breachId })
  const href = treatyPath(regionName, treaty.id)
  if (subject === 'breach') {
    const lines = [{ label: 'Breach report', text }]
    return {
      subjectId: breachId,
      reportedUserId: reportedBy,
      matter: { title: 'Breach report', href, lines },
    }
  }
  if (answer === null) throw notFound('This answer')
  const lines = [
    { label: 'Answer', text: answer.text },
    { label: 'Breach report', text },
  ]
  const matter = { title: 'Answer to a breach report', href, lines }
  return { subjectId: breachId, reportedUserId: answer.answeredBy, matter }
}

async function readRegion(ctx: Ctx, name: string): Promise<FoundMatter> {
  const region = await getPublicRegion(ctx, { region: name })
  const lines = [
    { label: 'Display name', text: region.displayName },
    { label: 'Motto', text: region.motto },
    ...(region.emblemUrl === null ? [] : [{ label: 'Uploaded emblem', text: region.emblemUrl }]),
    ...region.traditions.map(({ name: label, description }) => ({
      label: `Tradition “${label}”`,
      text: description,
    })),
  ]
  return {
    subjectId: region.id,
    reportedUserId: region.owner.userId,
    matter: { title: region.displayName, href: regionPath(region.name), lines },
  }
}
