import { type Random } from '../random.ts'

const OPENINGS =
  'Al Ash Bel Bri Cael Cor Dra Dor El Esk Fen Gal Hal Hes Ila Jor Kal Kes Lyr Mar Mir Nev Nor Or Pel Quen Ryl Sar Sel Sol Tal Ther Ul Var Vel Wyn Xan Yor Zan Zer'.split(
    ' ',
  )
const MIDDLES = ['a', 'e', 'i', 'o', 'u', 'ae', 'ia', 'an', 'or', 'en', 'ir', 'ada']
const ENDINGS = 'bor cas dane dis dor gard lia lon mar mere na nis phos ra rath ris sk ta tis von'.split(' ')
const EPITHETS =
  'Amber Ashen Azure Bright Broken Burning Cobalt Copper Crimson Distant Ember Fallow Gilded Glass Hollow Iron Ivory Jade Last Lucent Night Opal Pale Quiet Restless Rust Scarlet Silent Silver Sunken Velvet Winter'.split(
    ' ',
  )
const PLANET_SUFFIXES = [
  'Prime',
  'Major',
  'Minor',
  'Secundus',
  'Tertia',
  'II',
  'III',
  'IV',
  'V',
  'Magna',
  'Nova',
]

/** Draws names from a seeded stream, never the same name twice. */
export type Namer = {
  /** A place such as "Silent Harbor", "Velador Harbor" or "Harbor of Velador". */
  place(nouns: readonly string[]): string
  /** A business or station such as "Korandis Foundry" or "Selarath & Mirion Foundry". */
  station(nouns: readonly string[]): string
  /** A world such as "Therona" or "Therona Minor". */
  world(): string
}

/**
 * Sector names are unique across the Nexus because its districts use disjoint nouns (`nexus/district-character.ts`);
 * station and world names are unique within one namer, which is a district or a region.
 */
export function createNamer(random: Random): Namer {
  const used = new Set<string>()
  const root = () => random.pick(OPENINGS) + random.pick(MIDDLES) + random.pick(ENDINGS)
  const unused = (draw: () => string): string => {
    for (;;) {
      const name = draw()
      if (used.has(name)) continue
      used.add(name)
      return name
    }
  }
  return {
    place: (nouns) =>
      unused(() => {
        const noun = random.pick(nouns)
        const pattern = random.next()
        if (pattern < 0.3) return `${random.pick(EPITHETS)} ${noun}`
        return pattern < 0.85 ? `${root()} ${noun}` : `${noun} of ${root()}`
      }),
    station: (nouns) =>
      unused(() => {
        const noun = random.pick(nouns)
        const owner = random.next() < 0.25 ? `${root()} & ${root()}` : root()
        return `${owner} ${noun}`
      }),
    world: () => unused(() => (random.next() < 0.45 ? root() : `${root()} ${random.pick(PLANET_SUFFIXES)}`)),
  }
}
