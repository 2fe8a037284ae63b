import { type Passage, type SectorRef } from './travel-network.ts'

/** What a journey takes. Credits are fares and tolls. */
export type JourneyCost = { turns: number; minutes: number; credits: bigint }

/** A part of a journey: a way inside a galaxy, or a passage between two. */
export type JourneyPart =
  | { kind: 'way'; galaxyId: string; from: number; to: number; turns: number }
  | { kind: 'passage'; passage: Passage }

export type Journey = JourneyCost & { parts: JourneyPart[] }

/**
 * Fewest turns between two sectors of a galaxy by allowed sectors, null if there is no way: true shortest ways, so that a
 * way by a third sector is never shorter. The planner asks for all gates from one sector together: keep each search.
 */
export type WayTurns = (galaxyId: string, from: number, to: number) => number | null

/** A way to a place where a passage ended or where one begins; `last` is its last part. */
type Label = JourneyCost & { at: SectorRef; last: { label: Label; part: JourneyPart } | null }

/**
 * All journeys from one place to another that no other journey beats in turns, minutes and credits together, fewest
 * turns first (ECONOMY.md §9). Exact: credits and minutes are spent on passages only, and inside a galaxy only turns
 * count, so the shortest way between two gates belongs to every best journey that uses both. Empty if there is none.
 */
export function planJourneys(
  from: SectorRef,
  to: SectorRef,
  passages: readonly Passage[],
  wayTurns: WayTurns,
): Journey[] {
  const leaving = passagesByGate(passages)
  const unbeaten = new Map<string, Label[]>()
  const arrived: Label[] = []
  const waiting = createQueue({ at: from, turns: 0, minutes: 0, credits: 0n, last: null })
  for (const label of waiting.labels()) {
    if (arrived.some((journey) => beats(journey, label)) || !isUnbeaten(unbeaten, label)) continue
    const { galaxyId, sectorId } = label.at
    const gates = leaving.get(galaxyId) ?? new Map<number, Passage[]>()
    for (const passage of gates.get(sectorId) ?? []) waiting.add(through(label, passage))
    // One walks once between two passages: the shortest way to a gate is never longer by way of another.
    if (hasWalked(label)) continue
    if (galaxyId === to.galaxyId) {
      const there = walk(label, to.sectorId, wayTurns)
      if (there) addUnlessBeaten(arrived, there)
    }
    for (const gateSector of gates.keys()) {
      const atGate = gateSector === sectorId ? null : walk(label, gateSector, wayTurns)
      if (atGate && isUnbeaten(unbeaten, atGate)) waiting.add(atGate)
    }
  }
  return arrived.map(journeyOf).sort(byTurns)
}

/** At least as good in everything: an equal one is beaten too, so one of several equals is kept. */
const beats = (a: JourneyCost, b: JourneyCost): boolean =>
  a.turns <= b.turns && a.minutes <= b.minutes && a.credits <= b.credits

const byTurns = (a: JourneyCost, b: JourneyCost): number =>
  a.turns - b.turns || a.minutes - b.minutes || Number(a.credits - b.credits)

/** Labels by ascending turns, in one bucket a turn. What is added later never takes fewer turns than what is taken. */
function createQueue(first: Label) {
  const buckets: Label[][] = []
  const add = (label: Label) => {
    const bucket = buckets[label.turns]
    if (bucket) bucket.push(label)
    else buckets[label.turns] = [label]
  }
  add(first)
  function* labels() {
    for (let turns = 0; turns < buckets.length; turns++) yield* buckets[turns] ?? []
  }
  return { add, labels }
}

/** Whether no label at the same place beats this one; it is kept there from now on. */
function isUnbeaten(kept: Map<string, Label[]>, label: Label): boolean {
  const key = `${label.at.galaxyId}/${label.at.sectorId}`
  const labels = kept.get(key) ?? []
  kept.set(key, labels)
  return labels.includes(label) || addUnlessBeaten(labels, label)
}

const hasWalked = ({ last }: Label): boolean => last?.part.kind === 'way'

function addUnlessBeaten<Cost extends JourneyCost>(costs: Cost[], cost: Cost): boolean {
  if (costs.some((other) => beats(other, cost))) return false
  const kept = costs.filter((other) => !beats(cost, other))
  costs.splice(0, costs.length, ...kept, cost)
  return true
}

function walk(label: Label, to: number, wayTurns: WayTurns): Label | null {
  const { galaxyId, sectorId } = label.at
  const turns = wayTurns(galaxyId, sectorId, to)
  if (turns === null) return null
  const part: JourneyPart = { kind: 'way', galaxyId, from: sectorId, to, turns }
  return { ...label, at: { galaxyId, sectorId: to }, turns: label.turns + turns, last: { label, part } }
}

const through = (label: Label, passage: Passage): Label => ({
  at: passage.to,
  turns: label.turns + passage.cost.turns,
  minutes: label.minutes + passage.cost.minutes,
  credits: label.credits + passage.cost.fare + passage.cost.toll,
  last: { label, part: { kind: 'passage', passage } },
})

const journeyOf = (label: Label): Journey => ({
  turns: label.turns,
  minutes: label.minutes,
  credits: label.credits,
  parts: partsOf(label).filter((part) => part.kind === 'passage' || part.from !== part.to),
})

const partsOf = ({ last }: Label): JourneyPart[] => (last ? [...partsOf(last.label), last.part] : [])

/** Passages by the galaxy and the sector that they leave from. */
function passagesByGate(passages: readonly Passage[]): Map<string, Map<number, Passage[]>> {
  const galaxies = new Map<string, Map<number, Passage[]>>()
  for (const passage of passages) {
    const { galaxyId, sectorId } = passage.from
    const gates = galaxies.get(galaxyId) ?? new Map<number, Passage[]>()
    galaxies.set(galaxyId, gates)
    const leaving = gates.get(sectorId)
    if (leaving) leaving.push(passage)
    else gates.set(sectorId, [passage])
  }
  return galaxies
}
