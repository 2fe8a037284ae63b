import { describePatch } from '#server/domain/regions/describe-change.ts'
import { type SettingsPatch } from '#server/domain/regions/levers.ts'
import { routesFor } from '#server/domain/regions/powers.ts'
import { daysAfter } from '#server/domain/policies/terms.ts'
import { VOTING_DAYS } from '#server/domain/policies/schedule.ts'
import { applyPatch } from '#server/domain/regions/settings-diff.ts'
import { changesFromWire, type WireChanges } from '#server/domain/regions/wire-settings.ts'
import { transact, type Ctx } from '../context.ts'
import { enact } from '../laws/enact.ts'
import { refused } from '../refused.ts'
import { settingsOf } from '../regions/queries.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireGovernment, requireOpen } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { openPolicy } from './open-policy.ts'
import { powersQuestion } from './powers-question.ts'

export type ChangeSettingsInput = {
  region?: string | undefined
  changes: WireChanges
  /** Days after which what is decreed or proposed expires; null: never. */
  expiresAfterDays?: number | null | undefined
}

/** What became of a request to change settings; `lawId` is set for `enacted`, `policyIds` for `proposed`. */
export type SettingsOutcome = {
  outcome: 'enacted' | 'proposed' | 'unchanged'
  lawId: string | null
  policyIds: string[]
  /** Says the same to the person who asked. */
  message: string
}

/**
 * Changes levers of a region by whatever way its constitution has for the actor (DESIGN.md §3 "Who may change what"):
 * what may be decreed is law at once, the rest becomes one proposal for each kind of policy. All or nothing.
 * @throws FORBIDDEN when there is no way for this actor, NOT_FOUND, CONFLICT while a lever is already voted on.
 */
export async function changeSettings(ctx: Ctx, input: ChangeSettingsInput): Promise<SettingsOutcome> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { region: found, standing } = await requireGovernment(tx, input.region)
    const { expiresAfterDays = null } = input
    const region = await requireLockedRegion(tx, found.id)
    requireOpen(region)
    const settings = settingsOf(region)
    const routes = routesFor(await powersQuestion(tx, region, standing, changesFromWire(input.changes)))

    let decreed: SettingsPatch = {}
    let decreedBy: 'owner' | 'governor' = 'owner'
    const policyIds: string[] = []
    for (const { changes, route } of routes) {
      if (!route.ok) throw refused('FORBIDDEN', route)
      if (route.value.instrument === 'decree') {
        decreed = { ...decreed, ...changes }
        decreedBy = route.value.by
        continue
      }
      policyIds.push(
        await openPolicy(tx, {
          region,
          route: route.value,
          changes,
          title: describePatch(changes, applyPatch(settings, changes)),
          description: '',
          votingDurationDays: VOTING_DAYS.default,
          expiresAfterDays,
        }),
      )
    }
    const isDecreed = Object.keys(decreed).length > 0
    const law = isDecreed
      ? await enact(tx, {
          region,
          changes: decreed,
          kind: 'decree',
          authority: decreedBy,
          title: describePatch(decreed, applyPatch(settings, decreed)),
          enactedBy: userId,
          expiresAt: expiresAfterDays === null ? null : daysAfter(tx.now, expiresAfterDays),
        })
      : null
    return { ...inWords(law?.number ?? null, policyIds.length), lawId: law?.lawId ?? null, policyIds }
  })
}

function inWords(lawNumber: number | null, proposals: number): Pick<SettingsOutcome, 'outcome' | 'message'> {
  if (proposals > 0) {
    const votes = proposals === 1 ? 'A vote was opened' : `${proposals} votes were opened`
    return { outcome: 'proposed', message: `${votes}: the change is law once the vote passes.` }
  }
  if (lawNumber !== null) return { outcome: 'enacted', message: `Enacted as law ${lawNumber}.` }
  return { outcome: 'unchanged', message: 'Nothing changed: every value is already as asked.' }
}
