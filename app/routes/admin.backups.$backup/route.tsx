import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answer, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { attemptProven } from '#app/proof.server.ts'
import { LatestRestore } from './latest-restore.tsx'
import { LossPanel } from './loss-panel.tsx'
import { RestoreForm } from './restore-form.tsx'

export const meta: MetaFunction = () => [{ title: 'Restore · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) =>
  load(args, async (api) => ({
    preview: await api.backups.previewRestore({ backupId: args.params.backup ?? '' }),
    proof: await api.identity.proof(),
  }))

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const backupId = args.params.backup ?? ''
  const confirmation = formText(form, 'confirmation')
  const asked = await attemptProven(args, form, (api) => api.backups.restore({ backupId, confirmation }))
  return asked.ok
    ? redirectWithFlash(`/admin/backups/${backupId}`, 'The restore has begun. This page follows it.')
    : answer(asked, form)
}

/** What restoring a galaxy would undo, and the form that does it. */
export default function RestorePage() {
  const { preview, proof } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  useLiveRevalidation({ topics: ['operation'] })
  const isRunning = preview.latest?.status === 'queued' || preview.latest?.status === 'running'
  return (
    <>
      <PageHeader
        eyebrow="Backups"
        title={`Restore ${preview.displayName}`}
        actions={<LinkButton to="/admin/backups">All backups</LinkButton>}
      />
      <div className="grid gap-6">
        {preview.latest ? <LatestRestore restore={preview.latest} /> : null}
        <LossPanel preview={preview} />
        {preview.against === null ? null : (
          <Banner tone="warning" title="It cannot be restored now.">
            {preview.against}
          </Banner>
        )}
        {isRunning || preview.against !== null ? null : (
          <RestoreForm preview={preview} proof={proof} failure={failure ?? null} />
        )}
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
