import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Bell } from 'lucide-react'
import { attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { TextWithTimes } from '#app/components/ui/text-with-times.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { formatCount } from '#app/lib/format.ts'
import { safeReturnPath } from '#app/lib/preferences.ts'

export const meta: MetaFunction = () => [{ title: 'Notifications · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const page = Math.max(1, Math.trunc(Number(new URL(args.request.url).searchParams.get('page'))) || 1)
  const [list, unread] = await load(args, (api) =>
    Promise.all([api.notifications.list({ page }), api.notifications.unreadCount()]),
  )
  return { list, unread }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  if (formText(form, 'intent') === 'read-all') {
    const { marked } = await load(args, (api) => api.notifications.markAllRead())
    return redirectWithFlash('/notifications', `${formatCount(marked, 'notification')} marked as read`)
  }
  // A notification that is already gone is a success.
  await attempt(args, (api) => api.notifications.markRead({ id: formText(form, 'id') }))
  const href = formText(form, 'href')
  return redirect(href === '' ? '/notifications' : safeReturnPath(href))
}

export default function NotificationsPage() {
  const { list, unread } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="Notifications"
        eyebrow="Inbox"
        description={unread === 0 ? 'You are all caught up.' : `${formatCount(unread, 'unread message')}.`}
        actions={
          unread === 0 ? undefined : (
            <Form method="post">
              <Button type="submit" name="intent" value="read-all">
                Mark all as read
              </Button>
            </Form>
          )
        }
      />
      {list.total === 0 ? (
        <Panel>
          <EmptyState
            title="No notifications yet"
            icon={<Bell />}
            action={
              <LinkButton to="/regions" variant="primary">
                Join a region
              </LinkButton>
            }
          >
            Join a region to hear about its votes, laws and elections here.
          </EmptyState>
        </Panel>
      ) : (
        <Panel flush>
          <ul className="divide-line divide-y">
            {list.items.map((entry) => (
              <li key={entry.id} className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-4 sm:px-6">
                <div className="min-w-0 flex-1 basis-56">
                  <h2 className="flex flex-wrap items-center gap-2 text-base">
                    {entry.title}
                    {entry.readAt === null ? <Badge tone="accent">New</Badge> : null}
                  </h2>
                  {entry.body === '' ? null : (
                    <p className="text-ink-2 text-pretty">
                      <TextWithTimes text={entry.body} />
                    </p>
                  )}
                  <p className="text-ink-3 mt-1 text-sm">
                    {entry.regionName === null ? null : `${entry.regionName} · `}
                    <Time at={entry.createdAt} format="relative" />
                  </p>
                </div>
                {entry.href === null && entry.readAt !== null ? null : (
                  <Form method="post">
                    <input type="hidden" name="id" value={entry.id} />
                    {entry.href === null ? null : <input type="hidden" name="href" value={entry.href} />}
                    <Button type="submit" size="sm" name="intent" value="read">
                      {entry.href === null ? 'Mark as read' : 'Open'}
                      <span className="sr-only">: {entry.title}</span>
                    </Button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
          <div className="border-line border-t px-4 sm:px-6">
            <Pagination page={list.page} pageSize={list.pageSize} total={list.total} noun="notifications" />
          </div>
        </Panel>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary }
