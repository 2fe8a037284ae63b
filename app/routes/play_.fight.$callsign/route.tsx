import { randomUUID } from 'node:crypto'
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { formatCount, formatCredits, formatNumber } from '#app/lib/format.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { fightWords } from './fight-words.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Attack ${data.callsign}` : 'Fight'} · SectorWars 2102` },
]

export const loader = async (args: LoaderFunctionArgs) => {
  const callsign = args.params.callsign ?? ''
  const asked = await attempt(args, (api) => api.combat.odds({ callsign }))
  if (asked.ok) return { callsign, odds: asked.value, attackId: randomUUID() }
  if (asked.status === 409) throw await redirectWithFlash('/play', asked.message, 'info')
  throw data(null, { status: asked.status })
}

export const action = async (args: ActionFunctionArgs) => {
  const callsign = args.params.callsign ?? ''
  const attackId = formText(await args.request.formData(), 'attackId')
  const fought = await attempt(args, (api) => api.combat.attack({ callsign, attackId }))
  return fought.ok ? redirectWithFlash('/play', fightWords(callsign, fought.value)) : answer(fought)
}

export default function FightPage() {
  const { callsign, odds, attackId } = useLoaderData<typeof loader>()
  const refused = useAnswer<typeof action>()
  const navigation = useNavigation()
  const wins = odds.attack > odds.defense
  return (
    <>
      <PageHeader
        eyebrow="Combat"
        title={`Attack ${callsign}?`}
        description="Nothing is left to chance: the attack succeeds if its number is greater than the defence."
        actions={<LinkButton to="/play">Back to your ship</LinkButton>}
      />
      {refused ? <FormError message={refused.message} className="mb-6" /> : null}
      <Panel title={wins ? 'You would win' : 'You would lose'}>
        <DataList
          className="-my-2.5"
          items={[
            { label: 'Your attack', value: formatNumber(odds.attack), note: 'The guns of your ship.' },
            {
              label: 'Their defence',
              value: formatNumber(odds.defense),
              note: 'Shields, ten for each point of security here, fifteen for each of up to two friends in the sector.',
            },
            { label: 'It takes', value: formatCount(odds.turns, 'turn') },
            {
              label: 'A failed attack costs',
              value: formatCredits(odds.damageCost),
              note: 'To repair your ship at a yard; until then docking takes five more turns.',
            },
          ]}
        />
        <p className="text-ink-2 mt-4 text-sm">
          A defeated ship loses half of each good; you take half of that as far as your hold allows. Purse and
          hull stay. Who attacks gives up their own protection for seven days.
        </p>
        {odds.refusal ? (
          <Banner tone="warning" title="You cannot attack now" className="mt-4">
            {odds.refusal.message}
          </Banner>
        ) : (
          <Form method="post" className="mt-4">
            <input type="hidden" name="attackId" value={attackId} />
            <Button type="submit" variant="danger" pending={navigation.state !== 'idle'}>
              Attack {callsign}
            </Button>
          </Form>
        )}
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
