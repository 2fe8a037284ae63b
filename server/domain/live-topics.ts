/** Topics of live events. Pages subscribe to these; the event bus carries no others. */
export const LIVE_TOPICS = [
  /** Something that the front page tells everybody. */
  'galaxy',
  'region',
  'membership',
  'policy',
  'election',
  'treaty',
  'council',
  'operation',
  'nexus',
  'subscription',
  'notification',
  'sector',
  'travel',
  'session',
  /** Alerts and incidents. */
  'status',
] as const
export type LiveTopic = (typeof LIVE_TOPICS)[number]
