import { Link } from '@remix-run/react'
import { type Terms } from '#server/domain/culture/language-pack.ts'
import { type PublicRegion, type TreatiesInForce } from '#app/lib/api-types.ts'
import { TREATY_LABELS } from '#app/components/region/words.ts'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { pluralOf } from '#app/lib/format.ts'

export type TreatiesPanelProps = { region: PublicRegion; treaties: TreatiesInForce; terms: Terms }

export function TreatiesPanel({ region, treaties, terms }: TreatiesPanelProps) {
  if (treaties.total === 0) return null
  return (
    <Panel
      title={`Active ${pluralOf(terms.treaty).toLowerCase()}`}
      footer={
        treaties.total > treaties.items.length ? (
          <Pagination {...treaties} noun="treaties" param="treaties" />
        ) : undefined
      }
    >
      <ul className="grid gap-3">
        {treaties.items.map((treaty) => {
          const partner = treaty.regionA.id === region.id ? treaty.regionB : treaty.regionA
          return (
            <li key={treaty.id}>
              <p className="font-semibold">{TREATY_LABELS[treaty.treatyType]}</p>
              <p className="text-ink-2 text-sm">
                with{' '}
                <Link className="link" to={`/regions/${partner.name}`}>
                  {partner.displayName}
                </Link>
              </p>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
