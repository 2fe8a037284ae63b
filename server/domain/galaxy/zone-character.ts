import { type LevelRange } from './districts.ts'
import { type Specialization } from '../economy/specializations.ts'
import { type Zone } from './galaxy-plan.ts'
import { PORT_CLASSES, type PortClass } from './port-classes.ts'
import { type SettlementStyle } from './settlement.ts'

export type ZoneCharacter = {
  nouns: readonly string[]
  security: LevelRange
  development: LevelRange
  traffic: LevelRange
  settlement: SettlementStyle
}

/** Safe, developed and busy near the gate; wild, empty and rich in raw goods far away. */
export const ZONE_CHARACTERS: Readonly<Record<Zone, ZoneCharacter>> = {
  federation: {
    nouns: 'Harbor|Crossing|Landing|Station|Commons|Haven|Port|Square|Anchorage|Lights'.split('|'),
    security: [7, 10],
    development: [6, 9],
    traffic: [6, 9],
    settlement: {
      portShare: 0.36,
      portClasses: [
        ['trade_hub', 4],
        ['foundry', 2],
        ['technopolis', 2],
        ['resort', 2],
        ['agri_dome', 2],
        ['power_array', 1],
        ['refinery', 1],
        ['mining_station', 1],
      ],
      guaranteedClasses: PORT_CLASSES,
      planetShare: 0.3,
      planetClasses: [
        ['terran', 4],
        ['oceanic', 3],
        ['orbital_habitat', 2],
        ['desert', 1],
      ],
      populationFactor: 0.8,
    },
  },
  border: {
    nouns: 'March|Watch|Outpost|Ridge|Ford|Narrows|Pass|Boundary|Palisade|Waypoint'.split('|'),
    security: [4, 7],
    development: [3, 7],
    traffic: [3, 6],
    settlement: {
      portShare: 0.26,
      portClasses: [
        ['agri_dome', 3],
        ['refinery', 3],
        ['foundry', 2],
        ['mining_station', 2],
        ['power_array', 2],
        ['trade_hub', 1],
        ['technopolis', 1],
        ['resort', 1],
        ['free_port', 1],
      ],
      guaranteedClasses: [],
      planetShare: 0.26,
      planetClasses: [
        ['desert', 3],
        ['terran', 2],
        ['ice', 2],
        ['oceanic', 2],
        ['barren', 2],
        ['gas_giant', 1],
      ],
      populationFactor: 0.4,
    },
  },
  frontier: {
    nouns: 'Reach|Drift|Expanse|Abyss|Verge|Shoals|Hollow|Wilds|Veil|Rift|Deep'.split('|'),
    security: [1, 4],
    development: [1, 5],
    traffic: [1, 4],
    settlement: {
      portShare: 0.16,
      portClasses: [
        ['mining_station', 5],
        ['free_port', 3],
        ['refinery', 2],
        ['agri_dome', 2],
        ['power_array', 1],
        ['technopolis', 0.5],
        ['foundry', 0.5],
        ['resort', 0.5],
      ],
      guaranteedClasses: [],
      planetShare: 0.22,
      planetClasses: [
        ['barren', 4],
        ['volcanic', 3],
        ['ice', 3],
        ['gas_giant', 3],
        ['desert', 2],
        ['oceanic', 1],
      ],
      populationFactor: 0.12,
    },
  },
}

/** The port class of each specialisation. */
export const SPECIALIZATION_PORTS: Readonly<Record<Specialization, PortClass>> = {
  mining: 'mining_station',
  agriculture: 'agri_dome',
  manufacturing: 'foundry',
  refining: 'refinery',
  hospitality: 'resort',
  research: 'technopolis',
}

/** Added to the weight of that class. Zone weights sum to about 15, so about a third of the drawn ports follow. */
const SPECIALIZATION_WEIGHT = 6

/** The settlement of a zone in a region with a specialisation, which gets extra ports. */
export function regionSettlement(zone: Zone, specialization: Specialization | null): SettlementStyle {
  const style = ZONE_CHARACTERS[zone].settlement
  if (specialization === null) return style
  return {
    ...style,
    portClasses: [...style.portClasses, [SPECIALIZATION_PORTS[specialization], SPECIALIZATION_WEIGHT]],
  }
}
