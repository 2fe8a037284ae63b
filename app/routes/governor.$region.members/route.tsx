import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { MEMBERSHIP_TYPES } from '#server/domain/membership/membership-types.ts'
import { answer, attempt, load } from '#app/caller.server.ts'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { choiceOfQuery, pageOfQuery, routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { ApplicationsPanel } from './applications-panel.tsx'
import { InvitePanel } from './invite-panel.tsx'
import { MembersPanel } from './members-panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Members · SectorWars 2102' }]

const SORTS = ['callsign', 'reputation', 'joined', 'lastVisit'] as const

export const loader = async (args: LoaderFunctionArgs) => {
  const region = routeParam(args, 'region')
  const { request } = args
  const membershipType = choiceOfQuery(request, 'type', MEMBERSHIP_TYPES)
  const sort = choiceOfQuery(request, 'sort', SORTS)
  const search = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 40)
  const [members, applications, invitations] = await load(args, (api) =>
    Promise.all([
      api.regions.members({
        region,
        search,
        page: pageOfQuery(request),
        ...(membershipType === undefined ? {} : { membershipType }),
        ...(sort === undefined ? {} : { sort }),
      }),
      api.membership.applications({ region, page: pageOfQuery(request, 'applications') }),
      api.membership.invitations({ region }),
    ]),
  )
  return {
    members,
    applications,
    invitations: invitations.items,
    search,
    membershipType: membershipType ?? '',
    sort: sort ?? '',
  }
}

export const action = async (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  const form = await args.request.formData()
  const path = `/governor/${region}/members`
  if (formText(form, 'intent') === 'invite') {
    const callsign = formText(form, 'callsign')
    const done = await attempt(args, (api) => api.membership.invite({ region, callsign }))
    return done.ok
      ? redirectWithFlash(path, `${done.value.callsign} can now settle here`)
      : answer({ ...done, form: 'invite', callsign })
  }
  if (formText(form, 'intent') === 'revoke') {
    const invitationId = formText(form, 'invitationId')
    const done = await attempt(args, (api) => api.membership.revokeInvitation({ invitationId }))
    return done.ok
      ? redirectWithFlash(path, 'Invitation revoked')
      : answer({ ...done, form: 'invite', callsign: '' })
  }
  const decision = formText(form, 'decision') === 'approve' ? 'approve' : 'refuse'
  const applicationId = formText(form, 'applicationId')
  const done = await attempt(args, (api) => api.membership.decide({ applicationId, decision }))
  return done.ok
    ? redirectWithFlash(
        path,
        done.value.status === 'approved' ? 'Application approved' : 'Application rejected',
      )
    : answer({ ...done, form: 'decide', callsign: '' })
}

export default function MembersPage() {
  const { members, applications, invitations, search, membershipType, sort } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const pending = useNavigation().state === 'submitting'
  const refusalOf = (form: string) => (failure?.form === form ? failure : null)
  return (
    <>
      <h2 className="sr-only">Members</h2>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <ApplicationsPanel
          applications={applications}
          pending={pending}
          error={refusalOf('decide')?.message ?? null}
        />
        <InvitePanel
          invitations={invitations}
          pending={pending}
          refusal={refusalOf('invite')}
          whyNot={applications.whyNotAdmit}
        />
      </div>
      <MembersPanel members={members} search={search} membershipType={membershipType} sort={sort} />
    </>
  )
}

export { RouteError as ErrorBoundary }
