import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { PlayersBanner } from './players-banner.tsx'

const some = <T,>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => of(i))

describe('the players in a preview', () => {
  it('lists every affected player, however many there are', () => {
    const html = renderToStaticMarkup(
      <PlayersBanner
        preservePlayerData={false}
        ownedPorts={some(30, (i) => ({ id: i, name: `Port ${i}`, sectorId: i, owner: `port-owner-${i}` }))}
        ownedPlanets={some(30, (i) => ({ id: i, name: `World ${i}`, sectorId: i, owner: `settler-${i}` }))}
        pilots={some(120, (i) => ({ callsign: `pilot-${i}`, sectorId: i }))}
      />,
    )
    expect(html).toContain('Affected: 30 ports, 30 planets and 120 pilots.')
    expect(html.match(/<li>/g)).toHaveLength(180)
    for (const last of ['port-owner-29', 'settler-29', 'pilot-119']) expect(html).toContain(last)
  })

  it('says so when no player is affected', () => {
    const html = renderToStaticMarkup(
      <PlayersBanner preservePlayerData ownedPorts={[]} ownedPlanets={[]} pilots={[]} />,
    )
    expect(html).toContain('No players are affected')
  })
})
