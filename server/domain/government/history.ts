import { TREATY_LABELS } from '../diplomacy/treaty-labels.ts'
import { TREATY_TYPES } from '../diplomacy/treaty-types.ts'

/** Kinds of history that can be filtered. */
export const HISTORY_KINDS = [
  'founding',
  'laws',
  'government',
  'elections',
  'offices',
  'recalls',
  'treaties',
  'status',
  'owners',
] as const
export type HistoryKind = (typeof HISTORY_KINDS)[number]

/** Events and the kind of each. */
export const HISTORY_EVENTS = {
  founded: 'founding',
  decree: 'laws',
  law: 'laws',
  admin: 'laws',
  expiry: 'laws',
  government: 'government',
  elected: 'elections',
  'nobody-elected': 'elections',
  resigned: 'offices',
  left: 'offices',
  'term-over': 'offices',
  recalled: 'recalls',
  kept: 'recalls',
  'treaty-in-force': 'treaties',
  'treaty-renewed': 'treaties',
  'treaty-notice': 'treaties',
  'treaty-ended': 'treaties',
  accused: 'treaties',
  'was-accused': 'treaties',
  suspended: 'status',
  closing: 'status',
  restored: 'status',
  'new-owner': 'owners',
} as const satisfies Record<string, HistoryKind>
export type HistoryEvent = keyof typeof HISTORY_EVENTS

const office = (position: string): string => position.replaceAll('_', ' ')
const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'An' : 'A'} ${noun}`

function treaty(type: string): string {
  const known = TREATY_TYPES.find((one) => one === type)
  if (known === undefined) return 'treaty'
  return known === 'open_borders' ? 'open borders treaty' : TREATY_LABELS[known].toLowerCase()
}

function elected(position: string, winners: string): string {
  const several = winners.includes(', ')
  const who = winners.replace(/, ([^,]*)$/, ' and $1')
  return several ? `${who} were elected ${office(position)}s.` : `${who} was elected ${office(position)}.`
}

/**
 * What happened in one sentence. `about` is the title of a law, the position of an office or election, or the type of a treaty;
 * `detail` the people's callsigns, the other region's name, or both forms of government (`democracy > council`).
 */
export function historySentence(event: HistoryEvent, about: string, detail: string | null): string {
  const name = detail ?? 'somebody'
  switch (event) {
    case 'founded':
      return `${detail ?? 'The platform'} founded the region.`
    case 'law':
      return `“${about}” became law.`
    case 'decree':
      return `${detail ?? 'The government'} decreed “${about}”.`
    case 'admin':
      return `The platform intervened: “${about}”.`
    case 'expiry':
      return `${about.replace(/^Expiry of law (\d+): (.*)$/s, 'Law $1, “$2”, expired')}.`
    case 'government':
      return `The form of government changed from ${name.replace(' > ', ' to ')}.`
    case 'elected':
      return elected(about, name)
    case 'nobody-elected':
      return `Nobody was elected ${office(about)}.`
    case 'resigned':
      return `${name} resigned as ${office(about)}.`
    case 'left':
      return `${name} left the region and the office of ${office(about)}.`
    case 'term-over':
      return `The term of ${name} as ${office(about)} ended without a successor.`
    case 'recalled':
      return `${name} was recalled as ${office(about)}.`
    case 'kept':
      return `The recall of ${name} failed. They stay ${office(about)}.`
    case 'treaty-in-force':
      return `${withArticle(treaty(about))} with ${name} came into force.`
    case 'treaty-renewed':
      return `The ${treaty(about)} with ${name} was renewed.`
    case 'treaty-notice':
      return `Notice was given of the ${treaty(about)} with ${name}.`
    case 'treaty-ended':
      return `The ${treaty(about)} with ${name} ended.`
    case 'accused':
      return `The region accused ${name} of breaking the ${treaty(about)}.`
    case 'was-accused':
      return `${name} accused the region of breaking the ${treaty(about)}.`
    case 'suspended':
      return 'The region was suspended and became read-only.'
    case 'closing':
      return 'The region started to close: everybody may leave with their property.'
    case 'restored':
      return 'The region was reopened.'
    case 'new-owner':
      return `${name} became the owner.`
  }
}
