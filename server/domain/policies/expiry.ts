import { canonicalJson } from '../regions/canonical-json.ts'
import { LEVER_LABELS, leversOf, type SettingsPatch } from '../regions/levers.ts'
import { settingsPatchSchema } from '../regions/settings-schema.ts'
import { type Lever, type RegionSettings } from '../regions/settings.ts'

/** One line of a law as the law book keeps it: the lever's value before and after. */
export type LawChange = { lever: Lever; before: unknown; after: unknown }

export type LawExpiry = {
  /** What the expiry changes; empty when there is nothing to change back. */
  patch: SettingsPatch
  reverted: Lever[]
  kept: {
    lever: Lever
    /** Another law or decree set it since; nothing was before; or what was before is not allowed any more. */
    why: 'changed-since' | 'nothing-before' | 'not-allowed-any-more'
  }[]
  /** What happens, in a sentence for the law book. */
  words: string
}

/**
 * What the expiry of a law changes: a lever that still holds what the law set gets back what it held before. One that was
 * set again since keeps its newer value, also when that was done by the renewal of the same law. Trade bonuses are looked
 * at good by good.
 */
export function expireLaw(changes: readonly LawChange[], present: RegionSettings): LawExpiry {
  let patch: SettingsPatch = {}
  const kept: LawExpiry['kept'] = []
  for (const change of changes) {
    const back = change.lever === 'tradeBonuses' ? goodsBack(change, present) : leverBack(change, present)
    if (typeof back === 'string') kept.push({ lever: change.lever, why: back })
    else patch = { ...patch, ...back }
  }
  const reverted = leversOf(patch)
  return { patch, reverted, kept, words: inWords(reverted, kept) }
}

type Back = SettingsPatch | LawExpiry['kept'][number]['why']

function leverBack({ lever, before, after }: LawChange, present: RegionSettings): Back {
  if (canonicalJson(present[lever]) !== canonicalJson(after)) return 'changed-since'
  // No specialisation is a value; everything else that is null was never set.
  if (before === null && lever !== 'economicSpecialization') return 'nothing-before'
  return allowed({ [lever]: before })
}

function goodsBack({ before, after }: LawChange, present: RegionSettings): Back {
  if (before === null) return 'nothing-before'
  const was = new Map(Object.entries(Object(before)))
  const goods = Object.entries(Object(after))
    .filter(([good, value]) => was.has(good) && was.get(good) !== value)
    .filter(([good, value]) => new Map(Object.entries(present.tradeBonuses)).get(good) === value)
    .map(([good]) => [good, was.get(good)])
  return goods.length === 0 ? 'changed-since' : allowed({ tradeBonuses: Object.fromEntries(goods) })
}

function allowed(patch: object): Back {
  const parsed = settingsPatchSchema.safeParse(patch)
  return parsed.success ? parsed.data : 'not-allowed-any-more'
}

function inWords(reverted: readonly Lever[], kept: LawExpiry['kept']): string {
  if (reverted.length === 0)
    return 'The law has expired. Nothing changes back: what it set has been set anew since, or cannot be set back.'
  const back = `The law has expired. Set back: ${reverted.map(label).join(', ')}.`
  return kept.length === 0
    ? back
    : `${back} Left as it is: ${kept.map(({ lever }) => label(lever)).join(', ')}.`
}

const label = (lever: Lever): string => LEVER_LABELS[lever]
