/** Subjects that people can switch off. Everything else is always sent: security, payments, one's own regions. */
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

export const SUBJECT_TEXTS: Record<NotificationSubject, { label: string; text: string }> = {
  'vote-opened': {
    label: 'A vote opens',
    text: 'You can vote on a policy, an election, a treaty or a motion of the Galactic Council.',
  },
  'vote-closing': {
    label: 'A vote closes soon',
    text: 'A day before it closes, if you have not voted yet.',
  },
  'vote-result': { label: 'A vote is decided', text: 'The result of a vote you could take part in.' },
  law: {
    label: 'A law',
    text: 'A law or decree is announced, takes effect or expires in one of your regions, or a law of the Nexus takes effect.',
  },
  election: {
    label: 'Elections and offices',
    text: 'Elections open, candidates stand, offices are filled or become vacant.',
  },
  treaty: { label: 'Treaties', text: 'Treaties are offered, signed, ended or reported as broken.' },
  recall: {
    label: 'Recall',
    text: 'Citizens want to recall an office holder, or their petition ends within a day.',
  },
  delegation: {
    label: 'Delegation',
    text: 'A citizen delegates their vote to you, or your delegate has left.',
  },
  membership: { label: 'Membership', text: 'Invitations, applications and citizenship.' },
}

const BY_ENDING: readonly [RegExp, NotificationSubject][] = [
  [/\.closing-soon$/, 'vote-closing'],
  [/^(policy|treaty|election|recall|council)\.(opened|voting-opened|extended|resumed)$/, 'vote-opened'],
  [
    /^(policy|council)\.(passed|rejected|superseded|void|carried-out|not-carried-out)$|^election\.completed$|^treaty\.side-/,
    'vote-result',
  ],
  [/^law\.|^council\.implemented$/, 'law'],
  [/^recall\./, 'recall'],
  [/^(election|candidate|office)\./, 'election'],
  [/^treaty\./, 'treaty'],
  [/^delegation\./, 'delegation'],
  [/^membership\./, 'membership'],
]

/** The subject of a notification's kind (`policy.passed`), or null if it cannot be switched off. */
export const subjectOfNotification = (kind: string): NotificationSubject | null =>
  BY_ENDING.find(([pattern]) => pattern.test(kind))?.[1] ?? null
