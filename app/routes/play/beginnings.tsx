import { Form, useNavigation } from '@remix-run/react'
import { Orbit, Rocket } from 'lucide-react'
import { Badge } from '#app/components/ui/badge.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCount, formatLabel, formatPercent } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type Props = { beginnings: ApiOutputs['space']['beginnings'] }

/** A new player's choice of a starting place. */
export function BeginningsPage({ beginnings: { nexus, regions, suggested, refusal } }: Props) {
  const region = regions.find(({ name }) => name === suggested)
  const name = suggested === 'nexus' ? 'the Central Nexus' : (region?.displayName ?? suggested)
  return (
    <>
      <PageHeader
        title="Enter the galaxy"
        eyebrow="Your first flight"
        description="You start with a ship, credits and a full day of turns, as a visitor. Your first trade is suggested to you. Later you travel to other regions through gates."
      />
      {refusal === null ? null : (
        <Banner tone="warning" title="You cannot start there now" className="mb-6">
          {refusal}
        </Banner>
      )}
      {suggested === null ? null : (
        <Panel title={`Start in ${name}`} className="mb-8">
          <EnterForm region={suggested} label="Enter the galaxy" size="lg" />
        </Panel>
      )}
      {suggested === null ? null : <h2 className="mb-4 text-lg">Or choose another place</h2>}
      {!nexus && regions.length === 0 ? (
        <Panel>
          <EmptyState
            title="No regions yet"
            icon={<Rocket />}
            action={
              <LinkButton to="/pricing" variant="primary">
                Found the first region
              </LinkButton>
            }
          />
        </Panel>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {nexus ? (
            <li>
              <Panel title="Central Nexus" level={2} className="h-full">
                <p className="text-ink-2 mb-4 flex items-start gap-3">
                  <Orbit aria-hidden className="size-6!" />
                  Five thousand sectors where all regions meet. You start at the trade hub nearest to Gateway
                  Plaza.
                </p>
                <EnterForm region="nexus" name="the Central Nexus" />
              </Panel>
            </li>
          ) : null}
          {regions.map((region) => (
            <li key={region.name}>
              <Panel title={region.displayName} level={2} className="h-full">
                <div className="mb-4 grid gap-3">
                  <p className="text-ink-2 flex items-start gap-3">
                    <Emblem name={region.theme.emblem} size="sm" />
                    {region.motto === '' ? 'No motto yet.' : region.motto}
                  </p>
                  <p className="flex flex-wrap gap-2">
                    <Badge>{formatLabel(region.governanceType)}</Badge>
                    <Badge>Tax {formatPercent(region.taxRate)}</Badge>
                    <Badge>{formatCount(region.members, 'member')}</Badge>
                  </p>
                </div>
                <EnterForm region={region.name} name={region.displayName} />
              </Panel>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

type EnterProps = { region: string; name?: string; label?: string; size?: 'md' | 'lg' }

function EnterForm({ region, name, label, size = 'md' }: EnterProps) {
  const navigation = useNavigation()
  return (
    <Form method="post" action="/play">
      <input type="hidden" name="intent" value="enter" />
      <input type="hidden" name="region" value={region} />
      <Button
        type="submit"
        variant="primary"
        size={size}
        pending={navigation.formData?.get('region') === region}
      >
        {label ?? (
          <span>
            Start<span className="sr-only"> in {name}</span> here
          </span>
        )}
      </Button>
    </Form>
  )
}
