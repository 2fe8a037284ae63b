import { DataList } from '#app/components/ui/data-list.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatBytes, formatCredits, formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export type Preview = ApiOutputs['backups']['previewRestore']

/** What would be undone, and what stays. */
export function LossPanel({ preview }: { preview: Preview }) {
  const { lost, kept } = preview
  return (
    <Panel
      title="What it would mean"
      description="Government, payments, and who is where stay as they are. What happened inside the galaxy since then is undone."
    >
      <DataList
        items={[
          { label: 'Back to', value: <Time at={preview.takenAt} /> },
          { label: 'Backup', value: `${formatNumber(preview.rows)} rows, ${formatBytes(preview.bytes)}` },
          ...(lost
            ? [
                { label: 'Trades undone', value: formatNumber(lost.trades) },
                { label: 'Postings undone', value: formatNumber(lost.postings) },
                {
                  label: 'Treasury now',
                  value: formatCredits(lost.treasuryNow),
                  note: 'It gets what it had then, less what it may have paid to pilots who left since.',
                },
              ]
            : [{ label: 'Undone', value: 'The galaxy cannot be asked' }]),
          {
            label: 'Orders of the government undone',
            value: formatNumber(kept.orders),
            note: 'Also those that voters adopted: order them again.',
          },
          {
            label: 'Newcomers who begin again',
            value: `up to ${formatNumber(kept.newcomers)}`,
            note: 'Those who are still there. They get a newcomer’s ship and credits.',
          },
          {
            label: 'Crossings kept',
            value: formatNumber(kept.crossings),
            note: 'Pilots who left or came keep exactly what they left or came with.',
          },
        ]}
      />
    </Panel>
  )
}
