import { districtRange } from '#server/domain/galaxy/districts.ts'
import { type JourneyInput } from '#server/domain/travel/inputs.ts'
import { planJourneys, type JourneyPart } from '#server/domain/travel/journey.ts'
import { gatePlaces, passagesFor, type Passage } from '#server/domain/travel/travel-network.ts'
import { type Journeys } from '#server/domain/travel/wire.ts'
import { type Ctx } from '../context.ts'
import { passengerTerms } from './passages.ts'
import { measureGalaxies } from './measure-galaxies.ts'
import { nexusPlace, placeOfGalaxy, requirePlace, type Place } from './place.ts'
import { requirePresence } from './presence.ts'
import { usefulGates } from './useful-gates.ts'

/**
 * All journeys to another place that no other one beats in turns, minutes and credits together. Each galaxy on the way is asked once.
 * @throws UNAUTHORIZED, NOT_FOUND for no such place, CONFLICT `not-present`, `travelling`, UNAVAILABLE.
 */
export async function findJourneys(ctx: Ctx, input: JourneyInput): Promise<Journeys> {
  const present = await requirePresence(ctx)
  const from = await placeOfGalaxy(ctx, present.galaxyId)
  const to = await requirePlace(ctx, input.to)
  const target = input.toSector ?? to.region?.gateSector ?? districtRange('gateway_plaza')[0]
  const nexus = await nexusPlace(ctx)
  const useful = await usefulGates(ctx, from, to)
  const gates = useful.map(({ gate }) => gate)
  const places = new Map([from, to, ...(nexus ? [nexus] : [])].map((place) => [place.galaxyId, place]))
  const end = { galaxyId: to.galaxyId, sectorId: target }
  const spots = gatePlaces(gates, nexus?.galaxyId ?? null)
  const { start, shipClass, wayTurns } = await measureGalaxies(ctx, places, spots, { present, end }, input)
  const passenger = { ...(await passengerTerms(ctx, present.userId)), hull: shipClass }
  const passages = passagesFor(gates, nexus?.galaxyId ?? null, passenger)
  const names = new Map([
    ...useful.map(({ region, gate }) => [gate.galaxyId, nameOf(region.name, region.displayName)] as const),
    ...[...places.values()].map((place) => [place.galaxyId, nameOf(place.ref, place.displayName)] as const),
  ])
  return {
    asOf: (await ctx.clock.now(ctx.db)).toISOString(),
    from: { place: nameOf(from.ref, from.displayName), sectorId: start.sectorId },
    to: { place: nameOf(to.ref, to.displayName), sectorId: target },
    journeys: planJourneys(start, end, passages, wayTurns).map(({ parts, ...cost }) => ({
      turns: cost.turns,
      minutes: cost.minutes,
      credits: Number(cost.credits),
      parts: parts.map((part) => partView(part, names, places)),
    })),
  }
}

type Named = { ref: string; displayName: string }
const nameOf = (ref: string, displayName: string): Named => ({ ref, displayName })

function partView(
  part: JourneyPart,
  names: ReadonlyMap<string, Named>,
  places: ReadonlyMap<string, Place>,
): Journeys['journeys'][number]['parts'][number] {
  const named = (galaxyId: string) => names.get(galaxyId) ?? nameOf(galaxyId, galaxyId)
  if (part.kind === 'way') {
    const place = places.get(part.galaxyId)
    return {
      kind: 'way',
      place: named(part.galaxyId),
      fromSector: part.from,
      toSector: part.to,
      turns: part.turns,
      stamps: { map: place?.version ?? 0, law: place?.region?.galaxySettingsVersion ?? 0 },
    }
  }
  const { kind, from, to, cost }: Passage = part.passage
  return {
    kind: 'passage',
    passage: kind,
    from: named(from.galaxyId),
    to: named(to.galaxyId),
    turns: cost.turns,
    minutes: cost.minutes,
    fare: Number(cost.fare),
    toll: Number(cost.toll),
  }
}
