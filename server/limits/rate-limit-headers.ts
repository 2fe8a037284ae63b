import { type Quota } from './limits.ts'

/** What a quota is called in the headers; there is one. */
const POLICY = '"default"'

/** The quota as programs read it: structured fields of draft-ietf-httpapi-ratelimit-headers. */
export const rateLimitHeaders = ({ points, windowSeconds, left, secondsToReset }: Quota) => ({
  'RateLimit-Policy': `${POLICY};q=${points};w=${windowSeconds}`,
  RateLimit: `${POLICY};r=${left};t=${secondsToReset}`,
})
