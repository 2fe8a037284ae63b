import { Form } from '@remix-run/react'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button, buttonStyle } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type DataExport } from '#app/lib/api-types.ts'
import { formatBytes } from '#app/lib/format.ts'

export type ExportPanelProps = {
  latest: DataExport | null
  refusal: string | null
  isSending: boolean
}

/** Everything that is kept about the reader, as a file to take along. */
export function ExportPanel({ latest, refusal, isSending }: ExportPanelProps) {
  const isWaiting = latest?.state === 'queued'
  return (
    <Panel
      title="Export"
      description="Everything that is kept about you, here and in the galaxies where you have been: a zip of JSON files, with a README."
    >
      <div className="grid max-w-2xl gap-5">
        <FormError message={refusal} />
        {latest ? <Latest latest={latest} /> : null}
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
                  You can ask for one a day: the next from <Time at={latest.nextFrom} />.
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
}: {
  latest: DataExport
}) {
  if (state === 'queued')
    return (
      <Banner title="Your export is being made">
        You asked for it at <Time at={requestedAt} />. You get a notice when it is ready; you need not wait
        here.
      </Banner>
    )
  if (state === 'failed')
    return (
      <Banner tone="danger" title="Your last export could not be made">
        Ask for it again. If it fails once more, write to the operator of this installation.
      </Banner>
    )
  return (
    <Banner
      tone="success"
      title="Your export is ready"
      actions={
        // Not a link of the application: the browser saves what it gets.
        <a href="/account/data/download" className={buttonStyle({ variant: 'primary' })} download>
          Download ({formatBytes(sizeBytes ?? 0)})
        </a>
      }
    >
      Made at <Time at={finishedAt ?? requestedAt} />. It is deleted at <Time at={expiresAt ?? requestedAt} />
      . Keep the file to yourself: it says what you have done here.
    </Banner>
  )
}
