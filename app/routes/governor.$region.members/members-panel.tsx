import { MEMBERSHIP_TYPES, type MembershipType } from '#server/domain/membership/membership-types.ts'
import { type Page } from '#server/domain/paging.ts'
import { formatLabel, formatNumber, formatVoteWeight } from '#app/lib/format.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'

type Member = {
  playerId: string
  callsign: string
  membershipType: MembershipType
  reputationScore: number
  votingPower: number
  joinedAt: string
  lastVisitAt: string
}

export type MembersPanelProps = {
  members: Page<Member>
  search: string
  membershipType: string
  sort: string
}

/** All members, searchable. */
export function MembersPanel({ members, search, membershipType, sort }: MembersPanelProps) {
  return (
    <Panel title="Members" flush footer={<Pagination {...members} noun="members" />}>
      <FilterBar
        label="Search members"
        search={{ name: 'q', label: 'Callsign', value: search }}
        filters={[
          {
            name: 'type',
            label: 'Membership',
            value: membershipType,
            options: MEMBERSHIP_TYPES.map((value) => ({ value, label: formatLabel(value) })),
          },
          {
            name: 'sort',
            label: 'Sort by',
            value: sort === '' ? 'callsign' : sort,
            isOrder: true,
            options: [
              { value: 'callsign', label: 'Callsign' },
              { value: 'reputation', label: 'Reputation' },
              { value: 'joined', label: 'Newest' },
              { value: 'lastVisit', label: 'Last visit' },
            ],
          },
        ]}
      />
      <Table
        caption="Members"
        rows={members.items}
        rowKey={(member) => member.playerId}
        empty={<EmptyState title="No members found" />}
        columns={[
          { key: 'callsign', header: 'Callsign', primary: true, cell: (member) => member.callsign },
          {
            key: 'type',
            header: 'Membership',
            cell: (member) => (
              <Badge tone={member.membershipType === 'citizen' ? 'accent' : 'neutral'}>
                {formatLabel(member.membershipType)}
              </Badge>
            ),
          },
          {
            key: 'reputation',
            header: 'Reputation',
            numeric: true,
            cell: (member) => formatNumber(member.reputationScore),
          },
          {
            key: 'power',
            header: 'Vote weight',
            numeric: true,
            cell: (member) =>
              member.membershipType === 'citizen' ? formatVoteWeight(member.votingPower) : '–',
          },
          { key: 'joined', header: 'Joined', cell: (member) => <Time at={member.joinedAt} format="date" /> },
          {
            key: 'visit',
            header: 'Last visit',
            cell: (member) => <Time at={member.lastVisitAt} format="relative" />,
          },
        ]}
      />
    </Panel>
  )
}
