import { describePatch } from '#server/domain/regions/describe-change.ts'
import { type SettingsPatch } from '#server/domain/regions/levers.ts'
import { routesFor } from '#server/domain/regions/powers.ts'
import { daysAfter, lawEndsAt, type LawTiming } from '#server/domain/policies/law-timing.ts'
import { VOTING_DAYS } from '#server/domain/voting/schedule.ts'
import { applyPatch } from '#server/domain/regions/settings-diff.ts'
import { changesFromWire, type WireChanges } from '#server/domain/regions/wire-settings.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { lawPath } from '#server/domain/regions/paths.ts'
import { enactLaw } from '../laws/enact-law.ts'
import { scheduleDecree } from '../laws/schedule-decree.ts'
import { refused } from '../refused.ts'
import { settingsOf, type RegionRow } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireGovernment, requireOpen } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { openPolicy } from './open-policy.ts'
import { buildPowersQuestion } from '../laws/build-powers-question.ts'

export type ChangeSettingsInput = LawTiming & {
  region?: string | undefined
  changes: WireChanges
}

/**
 * Outcome of a request to change settings; `lawId` is set for `enacted`, `decreeId` for `scheduled`, `policyIds` for
 * `proposed`. Where a part was proposed and another decreed it is `proposed`, with both ids.
 */
export type SettingsOutcome = {
  outcome: 'enacted' | 'scheduled' | 'proposed' | 'unchanged'
  lawId: string | null
  decreeId: string | null
  policyIds: string[]
  /** Says the same to the person who asked. */
  message: string
}

/**
 * Changes levers of a region by whatever way its constitution has for the actor (DESIGN.md §3 "Who may change what"):
 * what may be decreed is law at once or on the day asked for, the rest becomes one proposal for each kind of policy. All or
 * nothing.
 * @throws FORBIDDEN when there is no way for this actor, NOT_FOUND, CONFLICT while a lever is already voted on or its law is coming.
 */
export async function changeSettings(ctx: Ctx, input: ChangeSettingsInput): Promise<SettingsOutcome> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { region: found, standing } = await requireGovernment(tx, input.region)
    const { effectiveInDays = 0, expiresAfterDays = null } = input
    const region = await requireLockedRegion(tx, found.id)
    requireOpen(region)
    const settings = settingsOf(region)
    const until = lawEndsAt(daysAfter(tx.now, effectiveInDays), expiresAfterDays)
    const question = await buildPowersQuestion(tx, region, standing, changesFromWire(input.changes), until)
    const routes = routesFor(question)

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
          effectiveInDays,
          expiresAfterDays,
        }),
      )
    }
    const decree = {
      region,
      changes: decreed,
      authority: decreedBy,
      title: describePatch(decreed, applyPatch(settings, decreed)),
    }
    const isDecreed = Object.keys(decreed).length > 0
    const coming =
      isDecreed && effectiveInDays > 0
        ? await scheduleDecree(tx, { ...decree, effectiveInDays, expiresAfterDays })
        : null
    const law =
      isDecreed && effectiveInDays === 0
        ? await enactLaw(tx, {
            ...decree,
            kind: 'decree',
            enactedBy: userId,
            expiresAt: lawEndsAt(tx.now, expiresAfterDays),
          })
        : null
    if (law) await notifyOfLaw(tx, region, { number: law.number, title: decree.title, decreedBy: userId })
    return {
      ...inWords({
        lawNumber: law?.number ?? null,
        inDays: coming ? effectiveInDays : null,
        proposals: policyIds.length,
      }),
      lawId: law?.lawId ?? null,
      decreeId: coming?.decreeId ?? null,
      policyIds,
    }
  })
}

/** One notice per decree, for any number of levers, to all citizens but its issuer. */
const notifyOfLaw = (tx: Tx, region: RegionRow, law: { number: number; title: string; decreedBy: string }) =>
  notifyLater(tx, {
    to: { kind: 'citizens', regionId: region.id, except: law.decreedBy },
    notice: {
      kind: 'law.in-force',
      title: `${region.displayName}: “${law.title}” is law ${law.number}`,
      body: 'Decreed. It applies from now on.',
      href: lawPath(region.name, law.number),
      regionId: region.id,
    },
  })

function inWords(done: {
  lawNumber: number | null
  /** Days until what was decreed takes effect; null where nothing was decreed for later. */
  inDays: number | null
  proposals: number
}): Pick<SettingsOutcome, 'outcome' | 'message'> {
  const { lawNumber, inDays, proposals } = done
  const enacted = lawNumber === null ? [] : [`Enacted as law ${lawNumber}.`]
  const announced =
    inDays === null
      ? []
      : [`Announced: law in ${inDays === 1 ? 'one day' : `${inDays} days`}, unless revoked.`]
  const votes = proposals === 1 ? 'A vote was opened' : `${proposals} votes were opened`
  const proposed = proposals === 0 ? [] : [`${votes}: the change is law once the vote passes.`]
  const message = [...enacted, ...announced, ...proposed].join(' ')
  if (proposals > 0) return { outcome: 'proposed', message }
  if (inDays !== null) return { outcome: 'scheduled', message }
  if (lawNumber !== null) return { outcome: 'enacted', message }
  return { outcome: 'unchanged', message: 'Nothing changed: every value is already as asked.' }
}
