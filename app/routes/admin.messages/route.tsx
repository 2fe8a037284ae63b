import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ShieldCheck } from 'lucide-react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formatCount } from '#app/lib/format.ts'
import { formText } from '#app/lib/form-text.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { MessageItem } from './message-item.tsx'

export const meta: MetaFunction = () => [{ title: 'Messages · SectorWars 2102' }]

const PAGE_SIZE = 25
const HERE = '/admin/messages'

export const loader = async (args: LoaderFunctionArgs) =>
  load(args, (api) =>
    api.operations.setAsideMessages({ page: pageOfQuery(args.request), pageSize: PAGE_SIZE }),
  )

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const messageId = formText(form, 'messageId')
  if (formText(form, 'intent') === 'dismiss') {
    const reason = formText(form, 'reason')
    const dismissed = await attempt(args, (api) => api.operations.dismissMessage({ messageId, reason }))
    return dismissed.ok
      ? redirectWithFlash(HERE, 'Dismissed. The audit log keeps the message and your reason.')
      : answer(dismissed, form)
  }
  const retried = await attempt(args, (api) => api.operations.retryMessage({ messageId }))
  if (!retried.ok) return redirectWithFlash(HERE, retried.message, 'danger')
  const { applied, error } = retried.value
  return error === null
    ? redirectWithFlash(HERE, `Applied ${formatCount(applied, 'message')}.`)
    : redirectWithFlash(HERE, `It still cannot be applied: ${error}`, 'danger')
}

/** Messages of galaxies that the platform could not apply. */
export default function MessagesPage() {
  const messages = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  return (
    <>
      <PageHeader
        title="Messages"
        description="What galaxies reported and the platform could not apply. Later messages of the same pilot wait; everybody else’s go on."
      />
      <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} className="mb-6" />
      <Panel title="Set aside">
        {messages.total === 0 ? (
          <EmptyState icon={<ShieldCheck />} title="Every message was applied">
            One that cannot be applied is kept here until you try it again or dismiss it.
          </EmptyState>
        ) : (
          <>
            <ul className="grid gap-8">
              {messages.items.map((message) => (
                <li key={message.id}>
                  <MessageItem {...message} />
                </li>
              ))}
            </ul>
            <Pagination {...messages} noun="messages" />
          </>
        )}
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
