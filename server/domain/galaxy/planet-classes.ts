/**
 * Classes of planets. Habitability is a percentage range; a planet's population is drawn up to `maxPopulation ×
 * habitability`, scaled by how settled the area is.
 */
export const PLANET_CLASSES = [
  'terran',
  'oceanic',
  'desert',
  'ice',
  'volcanic',
  'gas_giant',
  'barren',
  'orbital_habitat',
] as const
export type PlanetClass = (typeof PLANET_CLASSES)[number]

export type PlanetClassSpec = {
  name: string
  habitability: readonly [min: number, max: number]
  maxPopulation: number
}

export const PLANET_CLASS_SPECS: Readonly<Record<PlanetClass, PlanetClassSpec>> = {
  terran: { name: 'Terran', habitability: [70, 98], maxPopulation: 900_000_000 },
  oceanic: { name: 'Oceanic', habitability: [55, 90], maxPopulation: 400_000_000 },
  desert: { name: 'Desert', habitability: [30, 65], maxPopulation: 200_000_000 },
  ice: { name: 'Ice', habitability: [15, 45], maxPopulation: 60_000_000 },
  volcanic: { name: 'Volcanic', habitability: [5, 25], maxPopulation: 20_000_000 },
  gas_giant: { name: 'Gas giant', habitability: [1, 10], maxPopulation: 12_000_000 },
  barren: { name: 'Barren', habitability: [2, 20], maxPopulation: 8_000_000 },
  orbital_habitat: { name: 'Orbital habitat', habitability: [80, 100], maxPopulation: 150_000_000 },
}
