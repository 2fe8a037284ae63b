import { type Page } from '@playwright/test'
import { createMapModel } from '#app/components/map/map-model.ts'
import { nearView } from '#app/components/map/near-view.ts'
import { unpackMap, type CompactMap } from '#app/lib/galaxy-map.ts'
import { insetsOf, toScreen, type Box, type Point } from '#app/lib/map-view.ts'

/** Where the sectors of a region are on the page, while its map is centred on the ship in `sectorId`. */
export async function pointsOf(page: Page, region: string, sectorId: number): Promise<Map<number, Point>> {
  const answer = await page.request.get(`/map-data/${region}`)
  const { nodes, edges } = unpackMap((await answer.json()) as CompactMap)
  const model = createMapModel(nodes, edges)
  const [map, ...over] = await page.locator('[role=application], [data-over-map]').evaluateAll((elements) =>
    elements
      .sort((a, b) => Number(b.role === 'application') - Number(a.role === 'application'))
      .map((element): Box => {
        const { left, right, top, bottom, width, height } = element.getBoundingClientRect()
        return { left, right, top, bottom, width, height }
      }),
  )
  if (!map) throw new Error('the map is on the page')
  const view = nearView(model, model.indexOf(sectorId), map, insetsOf(map, over))
  if (!view) throw new Error('the ship is on the map')
  return new Map(
    nodes.map((node) => {
      const { x, y } = toScreen(view, map, node)
      return [node.id, { x: map.left + x, y: map.top + y }]
    }),
  )
}
