import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { MonitorSmartphone } from 'lucide-react'
import { attempt, load } from '#app/caller.server.ts'
import { Badge } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { formatCount } from '#app/lib/format.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { deviceName } from '#app/lib/device-name.ts'
import { FailedPanel } from './failed-panel.tsx'
import { ProgramsPanel } from './programs-panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Sessions · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const [sessions, programs, failed] = await Promise.all([
    load(args, (api) => api.identity.sessions({ page: pageOfQuery(args.request) })),
    load(args, (api) => api.identity.programs()),
    load(args, (api) => api.identity.failedLogIns({ pageSize: 10 })),
  ])
  return { sessions, programs, failed }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  if (formText(form, 'intent') === 'end-others') {
    const { ended } = await load(args, (api) => api.identity.endOtherSessions())
    return redirectWithFlash('/account/sessions', `Logged out ${formatCount(ended, 'other session')}`)
  }
  const isProgram = formText(form, 'intent') === 'end-program'
  const id = formText(form, 'id')
  const result = await attempt(args, (api) =>
    isProgram ? api.identity.endProgram({ id }) : api.identity.endSession({ id }),
  )
  // What is already gone is a success.
  if (!result.ok && result.status !== 404)
    return redirectWithFlash('/account/sessions', result.message, 'danger')
  return redirectWithFlash('/account/sessions', isProgram ? 'Program ended' : 'Session logged out')
}

export default function SessionsPage() {
  const { sessions, programs, failed } = useLoaderData<typeof loader>()
  return (
    <>
      <SessionsPanel sessions={sessions} />
      <ProgramsPanel programs={programs} />
      <FailedPanel failed={failed} />
    </>
  )
}

type Sessions = ReturnType<typeof useLoaderData<typeof loader>>['sessions']

function SessionsPanel({ sessions }: { sessions: Sessions }) {
  return (
    <Panel
      title="Where you are logged in"
      description="Log out anything you do not recognise, then change your password."
      flush
      footer={
        <Form method="post">
          <Button type="submit" name="intent" value="end-others" variant="danger" size="sm">
            Log out all others, including programs
          </Button>
        </Form>
      }
    >
      <ul className="divide-line divide-y">
        {sessions.items.map((session) => {
          const device = deviceName(session.userAgent)
          return (
            <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4 sm:px-6">
              <MonitorSmartphone aria-hidden className="text-accent size-6 shrink-0" />
              <div className="min-w-0 flex-1 basis-48">
                <p className="flex flex-wrap items-center gap-2 font-semibold">
                  {device}
                  {session.isCurrent ? <Badge tone="success">This browser</Badge> : null}
                </p>
                <p className="text-ink-2 text-sm">
                  {session.ipAddress ?? 'Unknown address'} · active{' '}
                  <Time at={session.lastSeenAt} format="relative" />
                </p>
                <p className="text-ink-3 text-sm">
                  Logged in <Time at={session.createdAt} />, expires{' '}
                  <Time at={session.expiresAt} format="date" />
                </p>
              </div>
              {session.isCurrent ? (
                <Form method="post" action="/logout">
                  <Button type="submit" size="sm">
                    Log out
                  </Button>
                </Form>
              ) : (
                <Form method="post">
                  <input type="hidden" name="id" value={session.id} />
                  <Button type="submit" name="intent" value="end" size="sm" aria-label={`Log out ${device}`}>
                    Log out
                  </Button>
                </Form>
              )}
            </li>
          )
        })}
      </ul>
      {sessions.total > sessions.pageSize ? (
        <div className="border-line border-t px-4 sm:px-6">
          <Pagination {...sessions} noun="sessions" />
        </div>
      ) : null}
    </Panel>
  )
}
