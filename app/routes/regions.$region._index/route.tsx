import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { termsOf } from '#server/domain/culture/language-pack.ts'
import { MEMBERSHIP_TYPES } from '#server/domain/membership/membership-types.ts'
import { answer, attempt, load } from '#app/caller.server.ts'
import { MarketsToday } from '#app/components/trade/markets-today.tsx'
import { LawList } from '#app/components/region/law-list.tsx'
import { OfficesPanel } from '#app/components/region/offices-panel.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { ReportLink } from '#app/components/report-link.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { pageOfQuery, routeParam } from '#app/lib/route-param.ts'
import { isParticipant, useVisitedRegion } from '#app/lib/visited-region.ts'
import { numberReader } from '#app/lib/typed-number.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { CulturePanel } from './culture-panel.tsx'
import { GiftPanel } from './gift-panel.tsx'
import { FiguresPanel } from './figures-panel.tsx'
import { MembershipPanel } from './membership-panel.tsx'
import { OpenVotesPanel } from './open-votes-panel.tsx'
import { TreatiesPanel } from './treaties-panel.tsx'

export const loader = async (args: LoaderFunctionArgs) => {
  const region = routeParam(args, 'region')
  const [treaties, news] = await load(args, (api) =>
    Promise.all([
      api.diplomacy.inForce({ region, page: pageOfQuery(args.request, 'treaties'), pageSize: 10 }),
      api.space.news({ region }),
    ]),
  )
  const withoutMembership = {
    treaties,
    news,
    mine: null,
    invitation: null,
    votes: null,
    offices: [],
    gift: null,
  }
  if (args.context.user === null) return withoutMembership
  const memberships = await load(args, (api) => api.membership.mine())
  const isHere = (item: { region: { id: string; name: string } }) =>
    item.region.name === region || item.region.id === region
  const mine = memberships.items.find(isHere)
  const invitation = memberships.invitations.find(isHere) ?? null
  if (!mine) return { ...withoutMembership, invitation }
  const [policies, elections, offices, purse] = await load(args, (api) =>
    Promise.all([
      api.policies.list({ region, status: ['voting'] }),
      api.elections.list({ region, status: ['pending', 'active'] }),
      api.elections.offices({ region }),
      api.economy.purse({ region }),
    ]),
  )
  return {
    treaties,
    news,
    mine,
    invitation,
    votes: { policies: policies.items, elections: elections.items },
    offices,
    // Sending the same form twice is one donation, even after a failure; the next page gets a new id.
    gift: { credits: purse.credits, giftId: randomUUID() },
  }
}

export const action = async (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  const form = await args.request.formData()
  const path = `/regions/${region}`
  const intent = formText(form, 'intent')
  if (intent === 'leave') {
    const done = await attempt(args, (api) => api.membership.leave({ region }))
    return done.ok ? redirectWithFlash(path, 'You have left the region', 'info') : answer(done)
  }
  if (intent === 'decline') {
    const invitationId = formText(form, 'invitationId')
    const done = await attempt(args, (api) => api.membership.declineInvitation({ invitationId }))
    return done.ok ? redirectWithFlash(path, 'Invitation declined', 'info') : answer(done)
  }
  if (intent === 'withdraw') {
    const done = await attempt(args, (api) => api.membership.withdrawApplication({ region }))
    return done.ok ? redirectWithFlash(path, 'Application withdrawn', 'info') : answer(done)
  }
  if (intent === 'give') {
    const amount = numberReader(args.request)(formText(form, 'amount'))
    const giftId = formText(form, 'giftId')
    const done = await attempt(args, (api) => api.economy.give({ region, amount, giftId }))
    return done.ok
      ? redirectWithFlash(path, done.value.message)
      : answer({ ...done, of: { giftId, amount: formText(form, 'amount') } }, form)
  }
  const as = MEMBERSHIP_TYPES.find((type) => type === formText(form, 'as'))
  const message = formText(form, 'message').replaceAll('\r\n', '\n')
  const done = await attempt(args, (api) =>
    api.membership.join({ region, message, ...(as === undefined ? {} : { as }) }),
  )
  return done.ok
    ? redirectWithFlash(path, done.value.message, done.value.outcome === 'joined' ? 'success' : 'info')
    : answer(done, form)
}

export default function RegionPage() {
  const region = useVisitedRegion()
  const { treaties, news, mine, invitation, votes, offices, gift } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const failedGift = failure !== undefined && 'of' in failure ? failure.of : null
  const pending = useNavigation().state === 'submitting'
  const terms = termsOf(region.languagePack)
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
      <div className="grid gap-6">
        <FiguresPanel region={region} />
        <MarketsToday news={news} />
        {votes === null ? null : (
          <OpenVotesPanel region={region} policies={votes.policies} elections={votes.elections} />
        )}
        <CulturePanel region={region} />
        <Panel
          title="Latest laws"
          actions={
            <LinkButton to={`/regions/${region.name}/laws`} size="sm">
              Law book
            </LinkButton>
          }
        >
          <LawList laws={region.laws} regionName={region.name} canSeePolicies={isParticipant(region)} />
        </Panel>
      </div>
      <div className="grid gap-6">
        <MembershipPanel
          region={region}
          mine={mine}
          invitation={invitation}
          terms={terms}
          pending={pending}
          error={failedGift ? null : (failure?.message ?? null)}
        />
        {gift === null ? null : (
          <GiftPanel
            region={region}
            {...gift}
            // Without a response it is unknown whether the donation went through, so a retry keeps its id.
            {...(failedGift ?? {})}
            error={failedGift ? (failure?.message ?? null) : null}
          />
        )}
        <OfficesPanel
          owner={region.owner}
          offices={region.offices}
          languagePack={region.languagePack}
          recalls={{ region: region.name, offices }}
        />
        <TreatiesPanel region={region} treaties={treaties} terms={terms} />
        <ReportLink subject="region" of={region.name} />
      </div>
    </div>
  )
}

export { RouteError as ErrorBoundary }
