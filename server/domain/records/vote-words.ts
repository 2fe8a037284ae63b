import { TREATY_LABELS } from '../diplomacy/treaty-labels.ts'
import { TREATY_TYPES } from '../diplomacy/treaty-types.ts'
import { POSITION_LABELS } from '../elections/election-rules.ts'
import { POSITIONS } from '../regions/positions.ts'
import { type LiveTopic } from '../live-topics.ts'
import { electionPath, motionPath, policyPath, recallPath, rescuePath, treatyPath } from '../regions/paths.ts'
import { type MatterKind } from '../voting/matters.ts'
import { type VoteKind } from '../voting/vote-kinds.ts'

type KindOfVote = {
  /** Of open pages that show it. */
  topic: LiveTopic
  /** Type of its subject in the audit log. */
  subjectType: string
  /** Page of its subject; the Galactic Council's needs no region. */
  path(region: string, subjectId: string): string
  /** What is said of it, in a sentence: "the vote on “Lower taxes” closes within a day". */
  sentence(about: string, predicate: string): string
  /** Message for a ballot after the close. */
  isOver: string
  /** Message for a ballot before the vote opens. */
  isNotOpen: string
}

const officeLabel = (about: string): string => {
  const position = POSITIONS.find((one) => one === about)
  return position ? POSITION_LABELS[position].toLowerCase() : about
}

const treatyLabel = (about: string): string => {
  const type = TREATY_TYPES.find((one) => one === about)
  return type ? TREATY_LABELS[type].toLowerCase() : about
}

/**
 * Where the kinds of votes differ in words. `about` is the title of a policy or motion, the position of an election or recall,
 * the type of a treaty, or the callsign of a rescuer.
 */
export const KINDS_OF_VOTE: Record<VoteKind, KindOfVote> = {
  policy: {
    topic: 'policy',
    subjectType: 'policy',
    path: policyPath,
    sentence: (title, predicate) => `the vote on “${title}” ${predicate}`,
    isOver: 'Voting on this policy is over.',
    isNotOpen: 'Voting on this policy is not open yet.',
  },
  election: {
    topic: 'election',
    subjectType: 'election',
    path: electionPath,
    sentence: (position, predicate) => `the election ${predicate} (${officeLabel(position)})`,
    isOver: 'Voting in this election is over.',
    isNotOpen: 'Voting is not open yet: candidates are still being named.',
  },
  treaty: {
    topic: 'treaty',
    subjectType: 'treaty',
    path: treatyPath,
    sentence: (type, predicate) => `the vote on a treaty ${predicate} (${treatyLabel(type)})`,
    isOver: 'This region’s vote on this treaty is over.',
    isNotOpen: 'This region is not voting on this treaty now.',
  },
  recall: {
    topic: 'election',
    subjectType: 'recall',
    path: recallPath,
    sentence: (position, predicate) => `the vote on a recall ${predicate} (${officeLabel(position)})`,
    isOver: 'Voting on this recall is over.',
    isNotOpen: 'Voting is not open: signatures are still being gathered.',
  },
  rescue: {
    topic: 'region',
    subjectType: 'rescue',
    path: rescuePath,
    sentence: (callsign, predicate) => `the vote on a new owner ${predicate} (${callsign})`,
    isOver: 'Voting on this rescue is over.',
    isNotOpen: 'Voting on this rescue is not open yet.',
  },
  council: {
    topic: 'council',
    subjectType: 'council_motion',
    path: (_region, motionId) => motionPath(motionId),
    sentence: (title, predicate) => `the vote on “${title}” ${predicate}`,
    isOver: 'Voting on this motion is over.',
    isNotOpen: 'Voting on this motion is not open yet.',
  },
}

/** What a vote, a nomination or a petition is called in lists. */
export function voteTitle(kind: MatterKind, about: string): string {
  const words = about.replaceAll('_', ' ')
  const called = words.charAt(0).toUpperCase() + words.slice(1)
  switch (kind) {
    case 'policy':
    case 'council':
      return about
    case 'election':
    case 'nomination':
      return `Election: ${called}`
    case 'recall':
    case 'petition':
      return `Recall: ${called}`
    case 'rescue':
      return `New owner: ${about}`
    case 'treaty':
      return `Treaty: ${words}`
  }
}
