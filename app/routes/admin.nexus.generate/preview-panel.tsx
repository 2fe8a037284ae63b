import { Form, useNavigation } from '@remix-run/react'
import { ProofFields, type ProofFieldsProps } from '#app/components/account/proof-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Checkbox } from '#app/components/ui/checkbox.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { areaName } from '#app/lib/galaxy-map.ts'
import { formatNumber } from '#app/lib/format.ts'
import { type ProofFailure } from '#app/lib/proof-failure.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { type GenerationOrder } from './generation-form.ts'
import { PlayersBanner } from './players-banner.tsx'

export type Preview = NonNullable<ApiOutputs['nexus']['generate']['preview']>
type Changes = Preview['changes'][number]
type Counts = Changes['sectors']

const summary = ({ added, removed, changed, unchanged }: Counts): string =>
  [
    [added, 'new'],
    [changed, 'changed'],
    [removed, 'removed'],
    [unchanged, 'unchanged'],
  ]
    .flatMap(([amount, word]) => (amount === 0 ? [] : [`${formatNumber(Number(amount))} ${word}`]))
    .join(', ') || 'none'

const COLUMNS: Column<Changes>[] = [
  { key: 'district', header: 'District', primary: true, cell: ({ district }) => areaName(district) },
  { key: 'sectors', header: 'Sectors', cell: ({ sectors }) => summary(sectors) },
  { key: 'warps', header: 'Warps', cell: ({ warps }) => summary(warps) },
  { key: 'ports', header: 'Ports', cell: ({ ports }) => summary(ports) },
  { key: 'planets', header: 'Planets', cell: ({ planets }) => summary(planets) },
]

export type PreviewPanelProps = {
  preview: Preview
  order: GenerationOrder
  proof: ProofFieldsProps['proof']
  /** Why it was not applied. */
  failure: (ProofFailure & { message: string }) | null
}

/** Second step: the preview and the button that applies it. */
export function PreviewPanel({ preview, order, proof, failure }: PreviewPanelProps) {
  const busy = useNavigation().state !== 'idle'
  const owned = preview.ownedPorts.length + preview.ownedPlanets.length
  const harms = !preview.preservePlayerData && owned + preview.pilots.length > 0
  return (
    <Panel title="Preview" description={`Seed ${preview.seed}. Nothing has changed yet.`}>
      <div className="grid gap-6">
        <PlayersBanner {...preview} />
        <Table
          caption="Changes by district"
          columns={COLUMNS}
          rows={preview.changes}
          rowKey={({ district }) => district}
          className="-mx-4 sm:-mx-6"
        />
        <Form method="post" className="grid gap-4">
          <input type="hidden" name="scope" value={order.districts ? 'some' : 'all'} />
          {order.districts?.map((district) => (
            <input key={district} type="hidden" name="districts" value={district} />
          ))}
          {order.preservePlayerData ? <input type="hidden" name="preserve" value="on" /> : null}
          <input type="hidden" name="seed" value={preview.seed} />
          <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
          {harms ? (
            <Checkbox
              name="acknowledged"
              required
              label="I understand that players lose what is listed here."
            />
          ) : null}
          {preview.firstGeneration ? null : <ProofFields proof={proof} failure={failure} />}
          <div className="flex flex-wrap gap-3">
            <Button
              type="submit"
              name="intent"
              value="generate"
              variant={preview.firstGeneration ? 'primary' : 'danger'}
              pending={busy}
            >
              {preview.firstGeneration ? 'Generate the Nexus' : 'Replace the Nexus'}
            </Button>
            <LinkButton to="/admin/nexus/generate" variant="ghost">
              Start over
            </LinkButton>
          </div>
        </Form>
      </div>
    </Panel>
  )
}
