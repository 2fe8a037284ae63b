/**
 * How many of the roll must cast a ballot, abstentions included: `max(2, ceil(roll × quorum))`, or the whole roll when
 * only one may vote (DESIGN.md §3 Policies). Counts people, not weights, so that no heavy voter is a quorum alone. An
 * empty roll needs one and therefore never decides anything.
 */
export function requiredTurnout(rollSize: number, quorumBp: number): number {
  if (rollSize <= 1) return 1
  return Math.min(rollSize, Math.max(2, Math.ceil((rollSize * quorumBp) / 10_000)))
}
