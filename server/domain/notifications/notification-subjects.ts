/** What people may choose to be told about or not. What is in none of these is always told: security, payments, one's own regions. */
export const NOTIFICATION_SUBJECTS = [
  'vote-opened',
  'vote-closing',
  'vote-result',
  'law',
  'election',
  'treaty',
  'recall',
  'delegation',
  'membership',
] as const
export type NotificationSubject = (typeof NOTIFICATION_SUBJECTS)[number]

export const SUBJECT_WORDS: Record<NotificationSubject, { label: string; text: string }> = {
  'vote-opened': {
    label: 'A vote opens',
    text: 'A policy, an election, a treaty or a motion of the Galactic Council on whose roll you are waits for your ballot.',
  },
  'vote-closing': {
    label: 'A vote closes soon',
    text: 'A day before the close, and only while you have not voted.',
  },
  'vote-result': { label: 'A vote is decided', text: 'How a vote ended on whose roll you were.' },
  law: {
    label: 'A law',
    text: 'A law or decree is announced, takes effect or expires in a region of yours, or a law of the Nexus takes effect.',
  },
  election: {
    label: 'Elections and offices',
    text: 'Elections are called, candidates named, offices filled or vacant.',
  },
  treaty: { label: 'Treaties', text: 'Treaties are offered, signed, given notice of or broken.' },
  recall: {
    label: 'Recall',
    text: 'Citizens ask for an office holder to be recalled, or their petition ends within a day.',
  },
  delegation: {
    label: 'Delegation',
    text: 'A citizen has you speak for them, or whoever spoke for you has left.',
  },
  membership: { label: 'Membership', text: 'Invitations, applications and citizenship.' },
}

const BY_ENDING: readonly [RegExp, NotificationSubject][] = [
  [/\.closing-soon$/, 'vote-closing'],
  [/^(policy|treaty|election|recall|council)\.(opened|voting-opened|extended|resumed)$/, 'vote-opened'],
  [/^(policy|council)\.(passed|rejected|superseded)$|^election\.completed$|^treaty\.side-/, 'vote-result'],
  [/^law\.|^council\.implemented$/, 'law'],
  [/^recall\./, 'recall'],
  [/^(election|candidate|office)\./, 'election'],
  [/^treaty\./, 'treaty'],
  [/^delegation\./, 'delegation'],
  [/^membership\./, 'membership'],
]

/** The subject of a notification's kind (`policy.passed`), or null for what cannot be switched off. */
export const subjectOfNotification = (kind: string): NotificationSubject | null =>
  BY_ENDING.find(([pattern]) => pattern.test(kind))?.[1] ?? null
