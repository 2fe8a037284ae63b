import { Link } from '@remix-run/react'
import { RELATION_STATES, RELATION_LABELS, type RelationState } from '#server/domain/diplomacy/relations.ts'
import { TREATY_TYPES } from '#server/domain/diplomacy/treaty-types.ts'
import { type DiplomacyOverview } from '#app/lib/api-types.ts'
import { Table } from '#app/components/ui/table.tsx'
import { TREATY_LABELS } from './words.ts'

export type RelationMatrixProps = {
  /** One page of relations; all of it is drawn. */
  relations: DiplomacyOverview['relations']['items']
  regionName: string
  /** URL prefix of the treaty pages. */
  base: string
}

const ROW = 34
const NAME_WIDTH = 150
const COLUMN = 62
const HEAD = 30

const SHORT: Record<(typeof TREATY_TYPES)[number], string> = {
  trade_agreement: 'Trade',
  non_aggression: 'Peace',
  defense_pact: 'Defence',
  cultural_exchange: 'Culture',
  open_borders: 'Borders',
}

const FILLS: Record<RelationState, string> = {
  in_force: 'fill-success stroke-success',
  ending: 'fill-none stroke-warning',
  ratifying: 'fill-none stroke-accent',
  offered: 'fill-none stroke-info',
}
/** Dashes as well as colours, so that neither is needed alone. */
const DASHES: Record<RelationState, string | undefined> = {
  in_force: undefined,
  ending: undefined,
  ratifying: '5 3',
  offered: '1.5 3',
}

/** Partners by treaty type as a chart; the table below has the same content. */
export function RelationMatrix({ relations, regionName, base }: RelationMatrixProps) {
  const width = NAME_WIDTH + COLUMN * TREATY_TYPES.length
  const height = HEAD + ROW * relations.length
  const binding = relations.filter((row) =>
    Object.values(row.cells).some(({ state }) => state === 'in_force'),
  )
  return (
    <div className="grid gap-5">
      {/* On a phone it scrolls instead of shrinking; scrollable boxes must be reachable by keyboard. */}
      {}
      <div role="region" aria-label="Chart of relations" tabIndex={0} className="overflow-x-auto">
        <svg
          role="img"
          aria-label={`Relations of ${regionName}: active treaties with ${binding.length} of the ${relations.length} partners shown. The table has the details.`}
          viewBox={`0 0 ${width} ${height}`}
          className="h-auto w-full max-w-2xl min-w-104"
        >
          {TREATY_TYPES.map((type, column) => (
            <text
              key={type}
              x={NAME_WIDTH + COLUMN * (column + 0.5)}
              y={HEAD - 12}
              textAnchor="middle"
              className="fill-ink-2 text-[12px]"
            >
              {SHORT[type]}
            </text>
          ))}
          {relations.map((row, at) => {
            const y = HEAD + ROW * at
            return (
              <g key={row.partner.id}>
                <line x1={0} x2={width} y1={y} y2={y} className="stroke-line" />
                <text x={0} y={y + ROW / 2 + 4} className="fill-ink text-[13px]">
                  {shorten(row.partner.displayName)}
                </text>
                {TREATY_TYPES.map((type, column) => {
                  const cell = row.cells[type]
                  const x = NAME_WIDTH + COLUMN * (column + 0.5)
                  return cell === undefined ? (
                    <circle key={type} cx={x} cy={y + ROW / 2} r={1.5} className="fill-ink-3" />
                  ) : (
                    <g key={type}>
                      <rect
                        x={x - 14}
                        y={y + ROW / 2 - 10}
                        width={28}
                        height={20}
                        rx={3}
                        strokeWidth={2}
                        strokeDasharray={DASHES[cell.state]}
                        className={FILLS[cell.state]}
                      />
                      {cell.state === 'ending' ? (
                        <line
                          x1={x - 8}
                          x2={x + 8}
                          y1={y + ROW / 2}
                          y2={y + ROW / 2}
                          strokeWidth={2}
                          className="stroke-warning"
                        />
                      ) : null}
                    </g>
                  )
                })}
              </g>
            )
          })}
        </svg>
      </div>
      <ul aria-label="Key" className="text-ink-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {RELATION_STATES.map((state) => (
          <li key={state} className="flex items-center gap-2">
            <svg aria-hidden viewBox="0 0 28 20" className="h-3.5 w-5">
              <rect
                x={1}
                y={1}
                width={26}
                height={18}
                rx={3}
                strokeWidth={2}
                strokeDasharray={DASHES[state]}
                className={FILLS[state]}
              />
              {state === 'ending' ? (
                <line x1={6} x2={22} y1={10} y2={10} strokeWidth={2} className="stroke-warning" />
              ) : null}
            </svg>
            {RELATION_LABELS[state]}
          </li>
        ))}
      </ul>
      <details>
        <summary className="link inline-flex min-h-8 items-center text-sm">Show as table</summary>
        <Table
          caption={`Relations of ${regionName}`}
          rows={relations}
          rowKey={(row) => row.partner.id}
          columns={[
            { key: 'partner', header: 'Region', primary: true, cell: (row) => row.partner.displayName },
            ...TREATY_TYPES.map((type) => ({
              key: type,
              header: TREATY_LABELS[type],
              cell: (row: RelationMatrixProps['relations'][number]) => {
                const cell = row.cells[type]
                return cell === undefined ? (
                  '–'
                ) : (
                  <Link className="link" to={`${base}/${cell.treatyId}`}>
                    {RELATION_LABELS[cell.state]}
                  </Link>
                )
              },
            })),
          ]}
        />
      </details>
    </div>
  )
}

const shorten = (name: string) => (name.length > 19 ? `${name.slice(0, 18)}…` : name)
