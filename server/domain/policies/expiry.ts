import { type LawKind } from '../regions/law-kinds.ts'
import { LEVER_LABELS, leversOf, type SettingsPatch } from '../regions/levers.ts'
import { diffSettings } from '../regions/settings-diff.ts'
import { settingsPatchSchema } from '../regions/settings-schema.ts'
import { type Lever, type RegionSettings } from '../regions/settings.ts'
import { daysAfter } from './law-timing.ts'

/** One changed lever of a law, before and after. Both are equal if the law extends a temporary value. */
export type LawChange = { lever: Lever; before: unknown; after: unknown }

/** The parts of a law that decide what is in force. */
export type BookLaw = {
  number: number
  kind: LawKind
  changes: readonly LawChange[]
  /** When it is due to expire; null: never. */
  expiresAt: Date | null
  expiredAt: Date | null
}

export type LawExpiry = {
  /** What the expiry changes; empty if nothing is reverted. */
  patch: SettingsPatch
  reverted: Lever[]
  kept: {
    lever: Lever
    /**
     * Why: a newer law in force set it; the old value is the current one; there is no old value; the old value is no
     * longer allowed.
     */
    why: 'changed-since' | 'as-before' | 'nothing-before' | 'not-allowed-any-more'
  }[]
  /** Description for the law book. */
  words: string
}

/**
 * Computes the expiry of a law: each lever gets the value of the newest law that is still in force, as if the expired
 * one had never existed. A value whose own law has expired never comes back. A value set by a newer law in force
 * stays, including a renewal of the same law. Each good of the trade bonuses is handled separately.
 * @param book all laws of the region, including the one that expires.
 */
export function expireLaw(law: BookLaw, book: readonly BookLaw[], present: RegionSettings): LawExpiry {
  let patch: SettingsPatch = {}
  const kept: LawExpiry['kept'] = []
  for (const change of law.changes) {
    const back = setBack(law, change, book, present)
    if (typeof back === 'string') kept.push({ lever: change.lever, why: back })
    else patch = { ...patch, ...back }
  }
  const reverted = leversOf(patch)
  return { patch, reverted, kept, words: inWords(reverted, kept) }
}

/**
 * Levers whose value comes from a temporary law that ends a day or more before `until` (null: never), so that a law
 * with the same value extends it. Less than a day means the same request sent twice. Trade bonuses are excluded: each
 * good may come from another law.
 */
export const leversToExtend = (
  book: readonly BookLaw[],
  levers: readonly Lever[],
  until: Date | null,
): Lever[] =>
  levers.filter((lever) => {
    const endsAt = lever === 'tradeBonuses' ? null : (newestLawInForce(book, lever)?.law.expiresAt ?? null)
    return endsAt !== null && (until === null || until >= daysAfter(endsAt, 1))
  })

/** The levers whose newest law in force is an implemented policy; trade bonuses are excluded. */
export const leversSetByVote = (book: readonly BookLaw[], levers: readonly Lever[]): Lever[] =>
  levers.filter((lever) => newestLawInForce(book, lever)?.law.kind === 'law')

function setBack(
  law: BookLaw,
  change: LawChange,
  book: readonly BookLaw[],
  present: RegionSettings,
): SettingsPatch | LawExpiry['kept'][number]['why'] {
  const others = book.filter(({ number }) => number !== law.number)
  const goods: Record<string, unknown> = {}
  let patch: object = {}
  let why: LawExpiry['kept'][number]['why'] = 'changed-since'
  for (const { key, lever, good } of partsOf(change)) {
    const held = newestLawInForce(others, key)
    if (held && held.law.number > law.number) continue
    const value = held ? held.part.after : oldest(book, key)?.before
    // Null is a valid specialisation; for any other lever null means never set.
    if (value === undefined || (value === null && lever !== 'economicSpecialization')) why = 'nothing-before'
    else if (good === null) patch = { [lever]: value }
    else goods[good] = value
  }
  if (Object.keys(goods).length > 0) patch = { tradeBonuses: goods }
  if (Object.keys(patch).length === 0) return why
  const allowed = settingsPatchSchema.safeParse(patch)
  if (!allowed.success) return 'not-allowed-any-more'
  return diffSettings(present, allowed.data).length > 0 ? allowed.data : 'as-before'
}

/** The parts of one change: a lever, or each changed good of the trade bonuses. */
type Part = { key: string; lever: Lever; good: string | null; before: unknown; after: unknown }

function partsOf({ lever, before, after }: LawChange): Part[] {
  if (lever !== 'tradeBonuses') return [{ key: lever, lever, good: null, before, after }]
  const was = new Map(entriesOf(before))
  return entriesOf(after).flatMap(([good, value]) =>
    was.get(good) === value
      ? []
      : [{ key: `${lever}.${good}`, lever, good, before: was.get(good), after: value }],
  )
}

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []

/** The newest law in force that set this part. */
function newestLawInForce(book: readonly BookLaw[], key: string): { law: BookLaw; part: Part } | null {
  let newest: { law: BookLaw; part: Part } | null = null
  for (const law of book) {
    if (law.kind === 'expiry' || law.expiredAt !== null) continue
    if (newest && newest.law.number > law.number) continue
    const part = law.changes.flatMap(partsOf).find((one) => one.key === key)
    if (part) newest = { law, part }
  }
  return newest
}

/** The first change of this part in the book; its `before` is the founding value. */
const oldest = (book: readonly BookLaw[], key: string): Part | undefined =>
  book
    .toSorted((one, other) => one.number - other.number)
    .flatMap(({ changes }) => changes.flatMap(partsOf))
    .find((part) => part.key === key)

function inWords(reverted: readonly Lever[], kept: LawExpiry['kept']): string {
  if (reverted.length === 0)
    return 'The law has expired. Nothing is reverted: its settings have changed since, already have the old value, or cannot be reverted.'
  const back = `The law has expired. Reverted: ${reverted.map(label).join(', ')}.`
  return kept.length === 0 ? back : `${back} Unchanged: ${kept.map(({ lever }) => label(lever)).join(', ')}.`
}

const label = (lever: Lever): string => LEVER_LABELS[lever]
