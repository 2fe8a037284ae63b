import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { type OfficeView } from '#app/lib/api-types.ts'
import { RecallLink } from '#app/components/region/recall-link.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'

/** Office holders, with links to fill each office. */
export function OfficeList({
  offices,
  base,
  region,
}: {
  offices: readonly OfficeView[]
  base: string
  region: string
}) {
  return (
    <Panel title="Offices">
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {offices.map((office) => (
          <li
            key={office.position}
            className="notch flex flex-col gap-2 p-4 [--notch-fill:var(--surface-2)] [--notch-size:10px]"
          >
            <h3 className="eyebrow text-ink-2">{POSITION_LABELS[office.position]}</h3>
            {office.isVacant ? (
              <p className="text-ink-2">Vacant</p>
            ) : (
              <ul>
                {office.holders.map((holder) => (
                  <li key={holder.userId}>
                    <span className="font-semibold">{holder.callsign}</span>{' '}
                    <span className="text-ink-2 text-sm">
                      until <Time at={holder.termUntil} format="date" />
                    </span>
                    <RecallLink region={region} position={office.position} holder={holder} />
                  </li>
                ))}
              </ul>
            )}
            <div className="mt-auto pt-2">
              {office.openElectionId !== null ? (
                <LinkButton to={`${base}/${office.openElectionId}`} size="sm">
                  View election
                </LinkButton>
              ) : office.canCall ? (
                <LinkButton to={`${base}/new?position=${office.position}`} size="sm">
                  Call an election
                </LinkButton>
              ) : (
                <p className="text-ink-3 text-sm">{office.whyNotCall}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
