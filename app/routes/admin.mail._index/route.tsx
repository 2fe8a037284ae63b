import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { MailCheck } from 'lucide-react'
import { attempt, load } from '#app/caller.server.ts'
import { Badge } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { pageOfSearch } from '#app/lib/page-of-search.ts'
import { MAIL_STATES } from '#server/domain/mail/mail-state.ts'

export const meta: MetaFunction = () => [{ title: 'Mail · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const { searchParams } = new URL(args.request.url)
  const state = MAIL_STATES.find((one) => one === searchParams.get('state')) ?? null
  const page = pageOfSearch(searchParams, 'page')
  return { state, mails: await load(args, (api) => api.mail.list({ page, ...(state ? { state } : {}) })) }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const result = await attempt(args, (api) => api.mail.sendAgain({ id: formText(form, 'id') }))
  return result.ok
    ? redirectWithFlash('/admin/mail', 'The mail is queued again')
    : redirectWithFlash('/admin/mail?state=failed', result.message, 'danger')
}

type Entry = Awaited<ReturnType<typeof loader>>['mails']['items'][number]

const TONES = { queued: 'info', sent: 'success', failed: 'danger' } as const

const COLUMNS: Column<Entry>[] = [
  {
    key: 'to',
    header: 'To',
    primary: true,
    cell: ({ id, address }) => (
      <Link className="link break-all" to={`/admin/mail/${id}`}>
        {address}
      </Link>
    ),
  },
  { key: 'pilot', header: 'Pilot', cell: ({ callsign }) => callsign },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => kind },
  { key: 'state', header: 'State', cell: ({ state }) => <Badge tone={TONES[state]}>{state}</Badge> },
  { key: 'attempts', header: 'Attempts', numeric: true, cell: ({ attempts }) => attempts },
  {
    key: 'when',
    header: 'When',
    cell: ({ sentAt, dueAt, createdAt }) =>
      dueAt === null ? (
        <Time at={sentAt ?? createdAt} />
      ) : (
        <>
          next try <Time at={dueAt} />
        </>
      ),
  },
  {
    key: 'error',
    header: 'Last error',
    cell: ({ id, address, state, lastError }) => (
      <div className="grid justify-items-start gap-2 text-left">
        <span className="break-words">{lastError ?? '–'}</span>
        {state === 'failed' ? (
          <Form method="post">
            <input type="hidden" name="id" value={id} />
            <Button type="submit" size="sm" aria-label={`Send again to ${address}`}>
              Send again
            </Button>
          </Form>
        ) : null}
      </div>
    ),
  },
]

export default function AdminMailPage() {
  const { state, mails } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title="Mail"
        description="What the platform mails. A mail that is not taken is tried again for 17 hours; sent ones are kept for 30 days."
      />
      <nav aria-label="State" className="mb-4 flex flex-wrap gap-2">
        {[null, ...MAIL_STATES].map((one) => (
          <LinkButton
            key={one ?? 'all'}
            to={one === null ? '/admin/mail' : `/admin/mail?state=${one}`}
            size="sm"
            variant={one === state ? 'primary' : 'ghost'}
            aria-current={one === state ? 'page' : undefined}
          >
            {one === null ? 'All' : one}
          </LinkButton>
        ))}
      </nav>
      <Panel flush>
        {mails.total === 0 ? (
          <EmptyState icon={<MailCheck />} title={state === null ? 'No mails yet' : `No ${state} mails`} />
        ) : (
          <PagedTable caption="Mails" columns={COLUMNS} of={mails} noun="mails" rowKey={({ id }) => id} />
        )}
      </Panel>
    </>
  )
}
