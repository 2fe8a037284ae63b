import { Link } from '@remix-run/react'
import { termsOf, type Terms } from '#server/domain/culture/language-pack.ts'
import { type OfficeView, type PublicRegion } from '#app/lib/api-types.ts'
import { formatCount } from '#app/lib/format.ts'
import { isParticipant } from '#app/lib/visited-region.ts'
import { RecallLink } from '#app/components/region/recall-link.tsx'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { ElectionLinks } from './election-links.tsx'

const describeTermLimit = (termLimit: number): string =>
  termLimit === 0 ? 'No term limit.' : `Term limit: ${formatCount(termLimit, 'term')} in a row.`

/** Each office with its holders and the next election. */
export function OfficeCards({ region, offices }: { region: PublicRegion; offices: readonly OfficeView[] }) {
  const terms = termsOf(region.languagePack)
  return (
    <Panel title="In office" description={describeTermLimit(region.termLimit)}>
      <ul className="grid gap-4 sm:grid-cols-2">
        <li className="notch flex flex-col gap-3 p-4 [--notch-fill:var(--surface-2)] [--notch-size:10px] sm:col-span-2">
          <h3 className="eyebrow text-ink-2">Owner</h3>
          <p className="flex items-center gap-3">
            <Avatar callsign={region.owner.callsign} />
            <span className="min-w-0">
              <span className="block font-semibold break-words">{region.owner.callsign}</span>
              <span className="text-ink-2 text-sm">{describeOwner(region, offices, terms)}</span>
            </span>
          </p>
        </li>
        {offices.map((office) => (
          <OfficeCard key={office.position} office={office} region={region} terms={terms} />
        ))}
      </ul>
    </Panel>
  )
}

function describeOwner(region: PublicRegion, offices: readonly OfficeView[], terms: Terms): string {
  if (region.governanceType === 'autocracy') return 'Rules alone, by decree.'
  return offices.some(({ position, isVacant }) => position === 'governor' && !isVacant)
    ? 'Pays for the region but does not govern it.'
    : `Acts as ${terms.governor.toLowerCase()} until someone is elected.`
}

function OfficeCard({ office, region, terms }: { office: OfficeView; region: PublicRegion; terms: Terms }) {
  const canSeeVotes = isParticipant(region)
  return (
    <li className="notch flex flex-col gap-3 p-4 [--notch-fill:var(--surface-2)] [--notch-size:10px]">
      <h3 className="eyebrow text-ink-2">{terms[office.position]}</h3>
      {office.isVacant ? (
        <p className="text-ink-2">
          {office.position === 'council_member' && !office.isRecurring
            ? 'This form of government has no council.'
            : 'Vacant. The owner fills in.'}
        </p>
      ) : (
        <ul className="grid gap-4">
          {office.holders.map((holder) => (
            <li key={holder.userId} className="flex items-start gap-3">
              <Avatar callsign={holder.callsign} />
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="font-semibold break-words">{holder.callsign}</span>
                  <Badge tone={holder.electionId === null ? 'neutral' : 'accent'}>
                    {holder.electionId === null ? 'Appointed' : 'Elected'}
                  </Badge>
                </p>
                <p className="text-ink-2 text-sm">
                  Since <Time at={holder.termFrom} format="date" />, until{' '}
                  <Time at={holder.termUntil} format="date" />
                  {holder.termsInARow > 1 ? `, term ${holder.termsInARow} in a row` : ''}
                </p>
                {region.termLimit > 0 && holder.termsInARow >= region.termLimit ? (
                  <p className="text-ink-2 text-sm">Cannot run next time: term limit reached.</p>
                ) : null}
                {canSeeVotes && holder.electionId !== null ? (
                  <ElectionLinks
                    region={region.name}
                    electionId={holder.electionId}
                    of={`${holder.callsign}, ${terms[office.position].toLowerCase()}`}
                  />
                ) : null}
                <RecallLink region={region.name} position={office.position} holder={holder} />
              </div>
            </li>
          ))}
        </ul>
      )}
      <p className="border-line text-ink-2 mt-auto border-t pt-3 text-sm">
        <NextElection office={office} region={region} canSeeVotes={canSeeVotes} />
      </p>
    </li>
  )
}

function NextElection(props: { office: OfficeView; region: PublicRegion; canSeeVotes: boolean }) {
  const { office, region, canSeeVotes } = props
  const { openElection, nextElectionOpensAt } = office
  if (openElection !== null) {
    const stage = openElection.status === 'pending' ? 'Nominations' : 'Voting'
    return (
      <>
        {canSeeVotes ? (
          <Link className="link" to={`/regions/${region.name}/elections/${openElection.id}`}>
            {stage}
          </Link>
        ) : (
          stage
        )}{' '}
        until <Time at={openElection.until} />
      </>
    )
  }
  if (nextElectionOpensAt !== null)
    return (
      <>
        Next election opens <Time at={nextElectionOpensAt} format="date" />
      </>
    )
  return office.isRecurring
    ? 'Elections are paused while the region is closed.'
    : 'No automatic elections. The government calls them.'
}
