import { Link } from '@remix-run/react'
import { RANK_NAMES, type Rank } from '#server/domain/ships/ranks.ts'

/** A rank, leading to how it is earned. */
export const RankLink = ({ rank }: { rank: Rank }) => (
  <Link to="/ranks" className="link">
    {RANK_NAMES[rank]}
  </Link>
)
