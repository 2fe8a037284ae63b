import { type LawKind } from '../regions/law-kinds.ts'
import { LEVER_LABELS, leversOf, type SettingsPatch } from '../regions/levers.ts'
import { diffSettings } from '../regions/settings-diff.ts'
import { settingsPatchSchema } from '../regions/settings-schema.ts'
import { type Lever, type RegionSettings } from '../regions/settings.ts'
import { daysAfter } from './law-timing.ts'

/**
 * One line of a law as the law book keeps it: the lever's value before and after. They are the same where the law prolongs
 * what another had set for a time.
 */
export type LawChange = { lever: Lever; before: unknown; after: unknown }

/** A law as far as it tells what is in force. */
export type BookLaw = {
  number: number
  kind: LawKind
  changes: readonly LawChange[]
  /** When it ends by itself; null: never. */
  expiresAt: Date | null
  expiredAt: Date | null
}

export type LawExpiry = {
  /** What the expiry changes; empty when there is nothing to change back. */
  patch: SettingsPatch
  reverted: Lever[]
  kept: {
    lever: Lever
    /** A newer law in force set it; it is as before anyway; nothing was before; or what was before is not allowed any more. */
    why: 'changed-since' | 'as-before' | 'nothing-before' | 'not-allowed-any-more'
  }[]
  /** What happens, in a sentence for the law book. */
  words: string
}

/**
 * What the expiry of a law changes: what it set gets the value of the newest law that is still in force, as if the one that
 * ends had never been; a value whose own law is over never comes back. What a newer law in force has set stays, also when that
 * is the renewal of the same law. Trade bonuses are looked at good by good.
 * @param book all laws of the region, the one that ends among them.
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
 * Levers whose value is of a law for a time that ends a day or more before `until` (null: never), and which a law with the
 * same value therefore prolongs; less is the same request sent twice. Trade bonuses are not among them: each good may be of
 * another law.
 */
export const prolongedBy = (
  book: readonly BookLaw[],
  levers: readonly Lever[],
  until: Date | null,
): Lever[] =>
  levers.filter((lever) => {
    const endsAt = lever === 'tradeBonuses' ? null : (newestInForce(book, lever)?.law.expiresAt ?? null)
    return endsAt !== null && (until === null || until >= daysAfter(endsAt, 1))
  })

/** Those of the levers whose newest law in force is an implemented policy; trade bonuses are asked good by good, and not here. */
export const settledByVote = (book: readonly BookLaw[], levers: readonly Lever[]): Lever[] =>
  levers.filter((lever) => newestInForce(book, lever)?.law.kind === 'law')

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
    const held = newestInForce(others, key)
    if (held && held.law.number > law.number) continue
    const value = held ? held.part.after : oldest(book, key)?.before
    // No specialisation is a value; everything else that is null was never set.
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

/** What of the settings one change is about, each by itself: a lever, or a good of the trade bonuses that it changed. */
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

/** The newest law in force that set this, with what it set. */
function newestInForce(book: readonly BookLaw[], key: string): { law: BookLaw; part: Part } | null {
  let newest: { law: BookLaw; part: Part } | null = null
  for (const law of book) {
    if (law.kind === 'expiry' || law.expiredAt !== null) continue
    if (newest && newest.law.number > law.number) continue
    const part = law.changes.flatMap(partsOf).find((one) => one.key === key)
    if (part) newest = { law, part }
  }
  return newest
}

/** The first change of this in the book: before it stood what regions are founded with. */
const oldest = (book: readonly BookLaw[], key: string): Part | undefined =>
  book
    .toSorted((one, other) => one.number - other.number)
    .flatMap(({ changes }) => changes.flatMap(partsOf))
    .find((part) => part.key === key)

function inWords(reverted: readonly Lever[], kept: LawExpiry['kept']): string {
  if (reverted.length === 0)
    return 'The law has expired. Nothing changes back: what it set has been set anew since, is as it was before, or cannot be set back.'
  const back = `The law has expired. Set back: ${reverted.map(label).join(', ')}.`
  return kept.length === 0
    ? back
    : `${back} Left as it is: ${kept.map(({ lever }) => label(lever)).join(', ')}.`
}

const label = (lever: Lever): string => LEVER_LABELS[lever]
