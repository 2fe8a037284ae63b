import { termsOf } from '#server/domain/culture/language-pack.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { type OfficeView } from '#app/lib/api-types.ts'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { RecallLink } from './recall-link.tsx'

export type OfficesPanelProps = {
  owner: { userId: string; callsign: string }
  offices: readonly { position: Position; userId: string; callsign: string; termUntil: string }[]
  languagePack: Readonly<Record<string, string | undefined>>
  /** Adds recall links for the viewer. */
  recalls?: { region: string; offices: readonly OfficeView[] } | undefined
}

/** The owner and all office holders, by the region's own titles. */
export function OfficesPanel({ owner, offices, languagePack, recalls }: OfficesPanelProps) {
  const holderOf = (position: Position, userId: string) =>
    recalls?.offices
      .find((office) => office.position === position)
      ?.holders.find((one) => one.userId === userId)
  const terms = termsOf(languagePack)
  return (
    <Panel title="Government">
      <ul className="grid gap-4">
        <li className="flex items-center gap-3">
          <Avatar callsign={owner.callsign} />
          <p className="min-w-0">
            <span className="block truncate font-semibold">{owner.callsign}</span>
            <span className="text-ink-2 text-sm">
              Owner
              {offices.some((office) => office.position === 'governor')
                ? ''
                : `, acting ${terms.governor.toLowerCase()}`}
            </span>
          </p>
        </li>
        {offices.map((office) => {
          const holder = holderOf(office.position, office.userId)
          return (
            <li key={`${office.position}-${office.userId}`} className="flex items-center gap-3">
              <Avatar callsign={office.callsign} />
              <p className="min-w-0">
                <span className="block truncate font-semibold">{office.callsign}</span>
                <span className="text-ink-2 text-sm">
                  {terms[office.position]}, until <Time at={office.termUntil} format="date" />
                </span>
                {recalls && holder ? (
                  <RecallLink region={recalls.region} position={office.position} holder={holder} />
                ) : null}
              </p>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
