import { Panel } from '#app/components/ui/panel.tsx'
import { type DeckProps } from './deck-props.ts'
import { WarpList } from './warp-list.tsx'

/** The ways out of the sector. */
export function WarpPanel({ view, terms }: DeckProps) {
  return (
    <Panel title={`${terms.warp} routes from here`}>
      <WarpList warps={view.warps} nextOnRoute={view.route?.legs[0]?.sectorId ?? null} />
    </Panel>
  )
}
