import { Link } from '@remix-run/react'
import { type Terms } from '#server/domain/culture/language-pack.ts'
import { type PublicRegion } from '#app/lib/api-types.ts'
import { TREATY_LABELS } from '#app/components/region/words.ts'
import { Panel } from '#app/components/ui/panel.tsx'

export function TreatiesPanel({ region, terms }: { region: PublicRegion; terms: Terms }) {
  if (region.treaties.length === 0) return null
  return (
    <Panel title={`In force: ${terms.treaty.toLowerCase()}`}>
      <ul className="grid gap-3">
        {region.treaties.map((treaty) => (
          <li key={treaty.id}>
            <p className="font-semibold">{TREATY_LABELS[treaty.treatyType]}</p>
            <p className="text-ink-2 text-sm">
              with{' '}
              <Link className="link" to={`/regions/${treaty.partner.name}`}>
                {treaty.partner.displayName}
              </Link>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
