import { type ApiContext } from './init.ts'

/** From where somebody asks, for limits on passwords and the record of failed tries. */
export const visitorOf = ({ request: { ipAddress, cookieHeader, userAgent } }: ApiContext) => ({
  ipAddress,
  cookieHeader,
  userAgent: userAgent?.slice(0, 400) ?? null,
})
