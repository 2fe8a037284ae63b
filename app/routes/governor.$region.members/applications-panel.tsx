import { Form } from '@remix-run/react'
import { UserRoundCheck } from 'lucide-react'
import { type Page } from '#server/domain/paging.ts'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'

type Application = {
  id: string
  callsign: string
  wants: 'resident' | 'citizen'
  message: string
  requestedAt: string
}

export type ApplicationsPanelProps = {
  applications: Page<Application> & { whyNotAdmit: string | null }
  pending: boolean
  error: string | null
}

/** Requests to settle or become a citizen, to approve or reject. */
export function ApplicationsPanel({ applications, pending, error }: ApplicationsPanelProps) {
  return (
    <Panel
      title="Applications"
      description="Oldest first."
      footer={
        applications.total > applications.pageSize ? (
          <Pagination {...applications} noun="applications" param="applications" />
        ) : undefined
      }
    >
      <FormError message={error} className="mb-4" />
      {applications.total === 0 || applications.whyNotAdmit === null ? null : (
        <p className="text-ink-2 mb-4 text-pretty">{applications.whyNotAdmit}</p>
      )}
      {applications.items.length === 0 ? (
        <EmptyState title="No applications" icon={<UserRoundCheck />}>
          If your immigration policy requires approval, requests to settle or become a citizen appear here.
        </EmptyState>
      ) : (
        <ul className="divide-line divide-y">
          {applications.items.map((application) => (
            <li key={application.id} className="flex flex-wrap items-start gap-4 py-4 first:pt-0 last:pb-0">
              <Avatar callsign={application.callsign} />
              <div className="min-w-0 flex-1 basis-48">
                <p>
                  <span className="font-semibold">{application.callsign}</span> wants to become a{' '}
                  {application.wants}
                </p>
                <p className="text-ink-3 text-sm">
                  <Time at={application.requestedAt} format="relative" />
                </p>
                {application.message === '' ? null : (
                  <p className="text-ink-2 mt-1 whitespace-pre-line">{application.message}</p>
                )}
              </div>
              {applications.whyNotAdmit === null ? (
                <Form method="post" className="flex gap-2" aria-label={`Decide on ${application.callsign}`}>
                  <input type="hidden" name="intent" value="decide" />
                  <input type="hidden" name="applicationId" value={application.id} />
                  <Button
                    type="submit"
                    size="sm"
                    name="decision"
                    value="refuse"
                    variant="ghost"
                    pending={pending}
                    aria-label={`Reject ${application.callsign}`}
                  >
                    Reject
                  </Button>
                  <Button
                    type="submit"
                    size="sm"
                    name="decision"
                    value="approve"
                    variant="primary"
                    pending={pending}
                    aria-label={`Approve ${application.callsign}`}
                  >
                    Approve
                  </Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
