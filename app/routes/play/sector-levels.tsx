import { describePatrols } from '#app/lib/market-words.ts'
import { LevelBar } from '#app/components/ui/level-bar.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type DeckProps } from './deck-props.ts'

/** What the sector is like. */
export function SectorLevels({ view: { sector }, terms }: DeckProps) {
  return (
    <Panel title={`About this ${terms.sector.toLowerCase()}`}>
      <div className="grid gap-4">
        <div className="grid gap-1">
          <LevelBar label="Security" level={sector.security} />
          {sector.patrols && sector.patrols.ordered > 0 ? (
            <p className="text-ink-2 text-sm">
              Patrols: {describePatrols(sector.patrols.ordered, sector.patrols.onDuty).toLowerCase()}.
              {sector.security > sector.securityWithoutPatrols
                ? ` Security without patrols: ${sector.securityWithoutPatrols} of 10.`
                : null}
            </p>
          ) : null}
        </div>
        <LevelBar label="Development" level={sector.development} />
        <LevelBar label="Traffic" level={sector.traffic} />
      </div>
    </Panel>
  )
}
