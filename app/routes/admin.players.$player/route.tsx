import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { PlayerBadges } from '#app/components/admin/player-badges.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { CopyButton } from '#app/components/ui/copy-button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { choiceOfQuery, routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { AccessPanel } from './access-panel.tsx'
import { AccountPanel } from './account-panel.tsx'
import { actOnPlayer } from './act-on-player.server.ts'
import { AuditPanel } from './audit-panel.tsx'
import { PaymentsPanel } from './payments-panel.tsx'
import { PublicLifePanel } from './public-life-panel.tsx'
import { ReportsPanel } from './reports-panel.tsx'

export const action = actOnPlayer

/** Entries of the audit log on one page. */
const LOG_SIZE = 10
const SIDES = ['about', 'by'] as const

export const loader = async (args: LoaderFunctionArgs) => {
  const userId = routeParam(args, 'player')
  const side = choiceOfQuery(args.request, 'side', SIDES) ?? 'about'
  const after = new URL(args.request.url).searchParams.get('after') ?? undefined
  const of = side === 'by' ? { actorId: userId } : { subjectType: 'user', subjectId: userId }
  const [player, log] = await Promise.all([
    load(args, (api) => api.players.get({ userId })),
    load(args, (api) => api.operations.audit({ ...of, after, pageSize: LOG_SIZE })),
  ])
  return { player, side, log, isOneself: args.context.user?.id === player.id }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.player.callsign ?? 'Player'} · SectorWars 2102` },
]

export default function PlayerPage() {
  const { player, side, log, isOneself } = useLoaderData<typeof loader>()
  const result = useAnswer<typeof action>()
  const failure = result?.ok === false ? result : null
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Players', to: '/admin/players' }, { label: player.callsign }]}
        eyebrow="Player"
        title={player.callsign}
        badges={
          <PlayerBadges
            role={player.role}
            isConfirmed={player.confirmedAt !== null}
            isSuspended={player.suspension !== null}
          />
        }
      />
      <div className="grid gap-6">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        {result?.ok ? <ResetLink url={result.url} callsign={player.callsign} /> : null}
        <AccountPanel player={player} isOneself={isOneself} />
        <AccessPanel player={player} />
        <PublicLifePanel player={player} />
        <PaymentsPanel player={player} />
        <ReportsPanel player={player} />
        <AuditPanel log={log} side={side} playerId={player.id} />
      </div>
    </>
  )
}

function ResetLink({ url, callsign }: { url: string; callsign: string }) {
  return (
    <Banner
      tone="success"
      title={`A link to a new password for ${callsign}`}
      actions={<CopyButton text={url} />}
    >
      <p>
        It works once, for a day, and is shown only now. Hand it to the player in person, never in a public
        place: it opens the account.
      </p>
      <code className="mt-2 block break-all">{url}</code>
    </Banner>
  )
}

export { RouteError as ErrorBoundary }
