/**
 * Ballots needed for the quorum, abstentions included: `max(2, ceil(roll × quorum))`, or 1 if only one may vote
 * (DESIGN.md §3 Policies). Counts people, not weight, so that no single heavy voter is a quorum. An empty roll needs
 * one and therefore never decides anything.
 */
export function requiredTurnout(rollSize: number, quorumBp: number): number {
  if (rollSize <= 1) return 1
  return Math.min(rollSize, Math.max(2, Math.ceil((rollSize * quorumBp) / 10_000)))
}
