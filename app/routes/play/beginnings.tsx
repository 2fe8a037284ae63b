import { Form, useNavigation } from '@remix-run/react'
import { Orbit, Rocket } from 'lucide-react'
import { Badge } from '#app/components/ui/badge.tsx'
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
export function BeginningsPage({ beginnings: { nexus, regions } }: Props) {
  return (
    <>
      <PageHeader
        title="Choose where to start"
        eyebrow="Your first flight"
        description="You start with a ship and a full day of turns. Later, you can only travel between regions through gates. You can join any region from anywhere."
      />
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
                  Five thousand sectors where all regions meet. You start in the gateway plaza.
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

function EnterForm({ region, name }: { region: string; name: string }) {
  const navigation = useNavigation()
  return (
    <Form method="post" action="/play">
      <input type="hidden" name="intent" value="enter" />
      <input type="hidden" name="region" value={region} />
      <Button type="submit" variant="primary" pending={navigation.formData?.get('region') === region}>
        <span>
          Start<span className="sr-only"> in {name}</span> here
        </span>
      </Button>
    </Form>
  )
}
