import { Link } from '@remix-run/react'

/** Links to the election of an office holder and its audit record. `of` names both for screen readers. */
export function ElectionLinks(props: { region: string; electionId: string; of: string }) {
  const { region, electionId, of } = props
  return (
    <span className="flex flex-wrap gap-x-4 text-sm">
      <Link
        className="link inline-flex min-h-6 items-center"
        to={`/regions/${region}/elections/${electionId}`}
        aria-label={`View election of ${of}`}
      >
        View election
      </Link>
      <a
        className="link inline-flex min-h-6 items-center"
        href={`/records/election/${electionId}`}
        download
        aria-label={`Audit record of the election of ${of}`}
      >
        Audit record
      </a>
    </span>
  )
}
