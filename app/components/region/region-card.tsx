import { Link } from '@remix-run/react'
import { type DirectoryEntry } from '#app/lib/api-types.ts'
import { formatCompact, formatPercent } from '#app/lib/format.ts'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { GOVERNANCE_LABELS, IMMIGRATION_LABELS, SPECIALIZATION_LABELS } from './words.ts'

/** A region as a card in its own colours. */
export function RegionCard({ region }: { region: DirectoryEntry }) {
  const facts = [
    { label: 'Tax', value: formatPercent(region.taxRate) },
    { label: 'Citizens', value: formatCompact(region.citizenCount) },
    { label: 'You start with', value: `${formatCompact(region.startingCredits)} cr` },
  ]
  return (
    <RegionTheme
      theme={region.aestheticTheme}
      extent="full"
      className="grid grid-rows-[1fr_auto] bg-transparent!"
    >
      <article className="notch notch-lit flex flex-col gap-4 p-5 transition-transform hover:-translate-y-0.5 [--notch-fill:var(--bg)]">
        <div className="flex items-center gap-4">
          <Emblem name={region.aestheticTheme.emblem} size="lg" />
          <div className="min-w-0">
            <h2 className="text-xl break-words">
              <Link
                to={`/regions/${region.name}`}
                className="outline-offset-4 after:absolute after:inset-0 after:z-1 hover:underline"
              >
                {region.displayName}
              </Link>
            </h2>
            <p className="text-ink-2 text-sm">
              {GOVERNANCE_LABELS[region.governanceType]}
              {region.economicSpecialization === null
                ? ''
                : ` · ${SPECIALIZATION_LABELS[region.economicSpecialization]}`}
            </p>
          </div>
        </div>
        {region.motto === '' ? null : <p className="text-ink-2 line-clamp-2 italic">“{region.motto}”</p>}
        <dl className="border-line mt-auto grid grid-cols-3 gap-2 border-t pt-4">
          {facts.map((fact) => (
            <div key={fact.label}>
              <dt className="text-ink-2 text-xs">{fact.label}</dt>
              <dd className="numerals text-lg font-semibold">{fact.value}</dd>
            </div>
          ))}
        </dl>
        <p className="flex flex-wrap gap-2">
          <Badge tone={region.immigrationPolicy === 'open' ? 'accent' : 'neutral'}>
            Settling: {IMMIGRATION_LABELS[region.immigrationPolicy].toLowerCase()}
          </Badge>
          {region.status === 'active' ? null : <StatusBadge kind="region" status={region.status} />}
        </p>
      </article>
    </RegionTheme>
  )
}
