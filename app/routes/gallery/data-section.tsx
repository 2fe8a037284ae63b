import { Coins, Landmark, Orbit, Users } from 'lucide-react'
import { Badge } from '#app/components/ui/badge.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { DiffList } from '#app/components/ui/diff-list.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LevelBar } from '#app/components/ui/level-bar.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Meter } from '#app/components/ui/meter.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Sparkline } from '#app/components/ui/sparkline.tsx'
import { StatGrid, StatTile } from '#app/components/ui/stat-tile.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { TabNav } from '#app/components/ui/tab-nav.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatBasisPoints, formatCredits, formatNumber } from '#app/lib/format.ts'
import { ELECTION_STATUSES } from '#server/domain/elections/election-types.ts'
import { TREATY_STATUSES } from '#server/domain/diplomacy/treaty-types.ts'
import { POLICY_STATUSES } from '#server/domain/policies/policy-statuses.ts'
import { REGION_STATUSES } from '#server/domain/regions/region-status.ts'
import { GALLERY_TIME, ROWS, TREND } from './samples.ts'

const TONES = ['neutral', 'accent', 'success', 'warning', 'danger', 'info'] as const

export function DataSection() {
  return (
    <>
      <StatGrid>
        <StatTile
          label="Treasury"
          icon={<Coins />}
          value={formatNumber(1_284_500)}
          unit="cr"
          delta={{ text: '+4.2% this week', direction: 'up', good: true }}
          age={
            <>
              as of <Time at={GALLERY_TIME} />
            </>
          }
        >
          <Sparkline values={TREND} label="Treasury, last 30 days, rising" />
        </StatTile>
        <StatTile
          label="Citizens"
          icon={<Users />}
          value="412"
          delta={{ text: '−3 this week', direction: 'down', good: false }}
        />
        <StatTile
          label="Votes open"
          icon={<Landmark />}
          value="2"
          delta={{ text: 'no change', direction: 'flat' }}
        />
        <StatTile label="Sectors" icon={<Orbit />} value="500" />
      </StatGrid>
      <Panel title="Tables" actions={<Badge tone="accent">3 regions</Badge>} flush>
        <Table
          caption="Regions"
          rows={ROWS}
          rowKey={(row) => row.name}
          isSelected={(row) => row.name === 'Veil'}
          columns={[
            { key: 'name', header: 'Region', primary: true, cell: (row) => row.name },
            {
              key: 'status',
              header: 'Status',
              cell: (row) => <StatusBadge kind="region" status={row.status} />,
            },
            {
              key: 'tax',
              header: 'Tax',
              numeric: true,
              sorted: 'descending',
              cell: (row) => formatBasisPoints(row.taxBp),
            },
            {
              key: 'treasury',
              header: 'Treasury',
              numeric: true,
              cell: (row) => formatCredits(row.treasury),
            },
            {
              key: 'security',
              header: 'Security',
              cell: (row) => <LevelBar label="Security" hideLabel level={row.security} />,
            },
          ]}
        />
        <div className="border-line border-t px-4 sm:px-6">
          <Pagination page={4} pageSize={20} total={181} noun="regions" />
        </div>
      </Panel>
      <div className="grid gap-8 lg:grid-cols-2">
        <Panel title="States">
          <TabNav
            label="Sample tabs"
            tabs={[
              { to: '/gallery', label: 'Overview', end: true },
              { to: '/gallery/governance', label: 'Governance' },
              { to: '/elections', label: 'Elections', count: 3 },
              { to: '/diplomacy', label: 'Diplomacy' },
              { to: '/culture', label: 'Culture' },
            ]}
          />
          <div className="flex flex-wrap gap-2">
            {TONES.map((tone) => (
              <Badge key={tone} tone={tone} className="capitalize">
                {tone}
              </Badge>
            ))}
            {REGION_STATUSES.map((status) => (
              <StatusBadge key={`r-${status}`} kind="region" status={status} />
            ))}
            {POLICY_STATUSES.map((status) => (
              <StatusBadge key={`p-${status}`} kind="policy" status={status} />
            ))}
            {ELECTION_STATUSES.map((status) => (
              <StatusBadge key={`e-${status}`} kind="election" status={status} />
            ))}
            {TREATY_STATUSES.map((status) => (
              <StatusBadge key={`t-${status}`} kind="treaty" status={status} />
            ))}
          </div>
        </Panel>
        <Panel title="Values">
          <div className="grid gap-4">
            <Meter
              label="Turnout"
              value={41}
              max={120}
              text="41 of 120 have voted"
              mark={{ at: 40, label: 'Quorum: 40' }}
            />
            <LevelBar label="Security" level={7} />
            <LevelBar label="Development" level={8.6} />
            <LevelBar label="Traffic" level={0} />
            <DataList
              items={[
                { label: 'Founded', value: <Time at={GALLERY_TIME} format="date" /> },
                { label: 'Last law', value: <Time at={GALLERY_TIME} format="relative" /> },
              ]}
            />
            <DiffList
              changes={[
                { key: 'tax', label: 'Tax', before: '10%', after: '12.5%' },
                { key: 'motto', label: 'Motto', before: 'Through dust', after: 'Through dust, to light' },
              ]}
            />
          </div>
        </Panel>
      </div>
      <Panel title="Nothing yet">
        <EmptyState
          title="No treaties"
          action={
            <LinkButton to="/gallery" variant="primary">
              Propose a treaty
            </LinkButton>
          }
        >
          Treaties give citizens of two regions tax relief, safe passage or a common defence.
        </EmptyState>
      </Panel>
    </>
  )
}
