import { CircleCheck } from 'lucide-react'
import {
  electionPath,
  motionPath,
  policyPath,
  recallPath,
  rescuePath,
  treatyPath,
} from '#server/domain/regions/paths.ts'
import { type MatterKind } from '#server/domain/voting/matters.ts'
import { type Matter } from '#app/lib/api-types.ts'
import { PAUSED_END } from '#app/components/region/vote-notes.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatVoteWeight } from '#app/lib/format.ts'

/** The page to act on an open item. Motions of the Galactic Council belong to no region. */
export function addressOf(subject: MatterKind, subjectId: string, region: { name: string } | null): string {
  if (region === null) return motionPath(subjectId)
  switch (subject) {
    case 'policy':
      return policyPath(region.name, subjectId)
    case 'election':
    case 'nomination':
      return electionPath(region.name, subjectId)
    case 'treaty':
      return treatyPath(region.name, subjectId)
    case 'recall':
    case 'petition':
      return recallPath(region.name, subjectId)
    case 'rescue':
      return rescuePath(region.name, subjectId)
    case 'council':
      return motionPath(subjectId)
  }
}

type Words = { todo: string; done: string; badge: { todo: string; done: string } }

const VOTE: Words = { todo: 'Vote', done: 'Change', badge: { todo: 'Not voted', done: 'Voted' } }
const WORDS: Record<MatterKind, Words> = {
  policy: VOTE,
  election: VOTE,
  treaty: VOTE,
  recall: VOTE,
  rescue: VOTE,
  council: VOTE,
  nomination: { todo: 'Run', done: 'Nominations', badge: { todo: 'Nominations', done: 'You are running' } },
  petition: { todo: 'Sign', done: 'Petition', badge: { todo: 'Petition', done: 'Signed' } },
}

/** Open items in the given order, or grouped by region. */
export function MatterList({ matters, byRegion }: { matters: readonly Matter[]; byRegion: boolean }) {
  const style = 'divide-line divide-y px-4 pb-4 sm:px-6'
  const rows = (some: readonly Matter[]) =>
    some.map((matter) => (
      <MatterRow
        key={`${matter.kind}-${matter.subjectId}-${matter.region?.id ?? ''}`}
        matter={matter}
        withRegion={!byRegion}
      />
    ))
  if (!byRegion) return <ul className={style}>{rows(matters)}</ul>
  const names = [...new Set(matters.map(nameOf))]
  return names.map((name) => (
    <section key={name} aria-label={name}>
      <h3 className="eyebrow text-accent px-4 pt-2 sm:px-6">{name}</h3>
      <ul className={style}>{rows(matters.filter((matter) => nameOf(matter) === name))}</ul>
    </section>
  ))
}

const nameOf = ({ region }: Matter): string => region?.displayName ?? 'Galactic Council'

function MatterRow({ matter, withRegion }: { matter: Matter; withRegion: boolean }) {
  const { kind, title, isDone, whyNot } = matter
  const words = WORDS[kind]
  const canAct = matter.canAct && !isDone && whyNot === null
  const link = canAct ? words.todo : matter.canAct ? words.done : 'See'
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
      <div className="min-w-0 flex-1 basis-64">
        {withRegion ? <p className="eyebrow text-accent">{nameOf(matter)}</p> : null}
        <p className="font-semibold break-words">{title}</p>
        <p className="text-ink-2 text-sm">
          <Due matter={matter} />
        </p>
        {whyNot === null ? null : <p className="text-ink-2 text-sm">{whyNot}</p>}
      </div>
      {isDone ? (
        <Badge tone="success">
          <CircleCheck aria-hidden className="size-3.5" />
          {words.badge.done}
        </Badge>
      ) : (
        <Badge tone={canAct && matter.weight !== null ? 'warning' : 'neutral'}>{words.badge.todo}</Badge>
      )}
      <LinkButton
        to={addressOf(kind, matter.subjectId, matter.region)}
        size="sm"
        variant={canAct && matter.weight !== null ? 'primary' : 'secondary'}
        aria-label={`${link}: ${title}`}
      >
        {link}
      </LinkButton>
    </li>
  )
}

function Due({ matter }: { matter: Matter }) {
  if (matter.isPaused) return <>{PAUSED_END}. It ends as much later as the region stays closed.</>
  if (!matter.canAct)
    return (
      <>
        The region is closed: nobody can vote there now. The vote still closes{' '}
        <Time at={matter.dueAt} format="relative" />.
      </>
    )
  const when = <Time at={matter.dueAt} format="relative" />
  if (matter.kind === 'nomination') return <>Nominations close {when}, then voting starts.</>
  if (matter.signatures !== null) {
    const { given, needed } = matter.signatures
    return (
      <>
        Ends {when}. <span className="numerals">{`${given} of ${needed}`}</span> signatures needed for a vote.
      </>
    )
  }
  return (
    <>
      Closes {when}. Your vote counts as{' '}
      <span className="numerals">{formatVoteWeight(matter.weight ?? 0)}</span>.
    </>
  )
}
