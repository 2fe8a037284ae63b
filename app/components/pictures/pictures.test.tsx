import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { PLANET_CLASSES } from '#server/domain/galaxy/planet-classes.ts'
import { PORT_CLASSES } from '#server/domain/galaxy/port-classes.ts'
import { SHIP_CLASSES } from '#server/domain/ships/hulls.ts'
import { PlanetDisc } from './planet-disc.tsx'
import { Portrait } from './portrait.tsx'
import { HullSilhouette, PortSilhouette } from './silhouettes.tsx'

const drawn = (picture: React.ReactElement) => renderToStaticMarkup(picture)

describe('pictures', () => {
  it('of a pilot are the same every time, and many differ', () => {
    const names = Array.from({ length: 100 }, (_, n) => `Pilot-${n}`)
    const portraits = names.map((callsign) => drawn(<Portrait callsign={callsign} />))
    expect(drawn(<Portrait callsign="Pilot-0" />)).toBe(portraits[0])
    expect(new Set(portraits).size).toBeGreaterThan(95)
  })

  it('of classes differ from each other, and an unknown class has none', () => {
    const all = [
      ...PORT_CLASSES.map((portClass) => drawn(<PortSilhouette portClass={portClass} />)),
      ...SHIP_CLASSES.map((hull) => drawn(<HullSilhouette hull={hull} />)),
      ...PLANET_CLASSES.map((planetClass) => drawn(<PlanetDisc planetClass={planetClass} name="Ada" />)),
    ]
    expect(new Set(all).size).toBe(all.length)
    expect(drawn(<PlanetDisc planetClass="moon" name="Ada" />) + drawn(<HullSilhouette hull="raft" />)).toBe(
      '',
    )
  })

  it('of planets of one class differ by their names', () =>
    expect(drawn(<PlanetDisc planetClass="ice" name="Ada" />)).not.toBe(
      drawn(<PlanetDisc planetClass="ice" name="Bel" />),
    ))
})
