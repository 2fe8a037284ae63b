import { Form } from '@remix-run/react'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button, buttonStyle } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type DataExport } from '#app/lib/api-types.ts'
import { formatBytes, formatNumber } from '#app/lib/format.ts'

export type ExportPanelProps = {
  /** What it is of, and what is in it. */
  title: string
  description: string
  latest: DataExport | null
  refusal: string | null
  isSending: boolean
  /** Where the zip file is. */
  download: string
  /** What to do with the file. */
  note: string
}

/** Everything that is kept of one subject, as a file to take along. */
export function ExportPanel(props: ExportPanelProps) {
  const { title, description, latest, refusal, isSending, download, note } = props
  const isWaiting = latest?.state === 'queued'
  return (
    <Panel title={title} description={description}>
      <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-5">
        <FormError message={refusal} />
        {latest ? <Latest latest={latest} download={download} note={note} /> : null}
        {latest && latest.files.length > 0 ? <Contents files={latest.files} /> : null}
        {isWaiting ? null : (
          <Form method="post" className="grid gap-3">
            <div>
              <Button
                type="submit"
                pending={isSending}
                variant={latest?.state === 'ready' ? 'secondary' : 'primary'}
              >
                {latest ? 'Ask for a new export' : 'Ask for an export'}
              </Button>
            </div>
            <p className="text-ink-2 text-sm text-pretty">
              {latest?.nextFrom ? (
                <>
                  There is one a day: the next from <Time at={latest.nextFrom} />.
                </>
              ) : (
                'It is made in a few minutes. You get a notice, and a mail, when it is ready.'
              )}
            </p>
          </Form>
        )}
      </div>
    </Panel>
  )
}

function Latest({
  latest: { state, requestedAt, finishedAt, expiresAt, sizeBytes },
  download,
  note,
}: Pick<ExportPanelProps, 'download' | 'note'> & { latest: DataExport }) {
  if (state === 'queued')
    return (
      <Banner title="The export is being made">
        Asked for at <Time at={requestedAt} />. Who asked gets a notice when it is ready; you need not wait
        here.
      </Banner>
    )
  if (state === 'failed')
    return (
      <Banner tone="danger" title="The last export could not be made">
        Ask for it again. If it fails once more, write to the operator of this installation.
      </Banner>
    )
  return (
    <Banner
      tone="success"
      title="The export is ready"
      actions={
        // Not a link of the application: the browser saves what it gets.
        <a href={download} className={buttonStyle({ variant: 'primary' })} download>
          Download ({formatBytes(sizeBytes ?? 0)})
        </a>
      }
    >
      Made at <Time at={finishedAt ?? requestedAt} />. It is deleted at <Time at={expiresAt ?? requestedAt} />
      . {note}
    </Banner>
  )
}

/** What the manifest in the zip lists, to compare with. */
const Contents = ({ files }: Pick<DataExport, 'files'>) => (
  <details>
    <summary className="link cursor-pointer">What is in it: {files.length} files</summary>
    <Table
      caption="Files of the export"
      columns={COLUMNS}
      rows={files}
      rowKey={({ name }) => name}
      className="mt-3"
    />
  </details>
)

const COLUMNS: readonly Column<DataExport['files'][number]>[] = [
  { key: 'name', header: 'File', primary: true, cell: ({ name }) => name },
  {
    key: 'rows',
    header: 'Rows',
    numeric: true,
    cell: ({ name, rows }) => (name.endsWith('.csv') ? formatNumber(rows) : '–'),
  },
  {
    key: 'bytes',
    header: 'Size',
    numeric: true,
    cell: ({ bytes }) => formatBytes(bytes),
  },
  {
    key: 'sha256',
    header: 'SHA-256',
    className: 'font-mono text-xs break-all',
    cell: ({ sha256 }) => sha256,
  },
]
