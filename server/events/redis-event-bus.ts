import { Redis } from 'ioredis'
import { type Logger } from 'pino'
import { liveEventSchema, type EventBus, type LiveEvent } from './event-bus.ts'

const CHANNEL = 'sectorwars:events'

/** Live events over Redis publish/subscribe. What is lost between commit and publish costs a page one refresh. */
export async function createRedisEventBus(redisUrl: string, log: Logger): Promise<EventBus> {
  const listeners = new Set<(event: LiveEvent) => void>()
  const publisher = new Redis(redisUrl, { maxRetriesPerRequest: 1 })
  const subscriber = new Redis(redisUrl, { maxRetriesPerRequest: null })
  for (const connection of [publisher, subscriber]) {
    connection.on('error', (error) => log.warn({ err: error }, 'live events: Redis'))
  }
  subscriber.on('message', (_channel, message) => {
    const parsed = liveEventSchema.safeParse(JSON.parse(message))
    if (parsed.success) for (const listener of listeners) listener(parsed.data)
  })
  await subscriber.subscribe(CHANNEL)

  return {
    publishInTransaction: async () => undefined,
    publishAfterCommit: async (events) => {
      // The deed is done: a deaf Redis must not turn it into an error.
      await Promise.all(events.map((event) => publisher.publish(CHANNEL, JSON.stringify(event)))).catch(
        (error) => log.warn({ err: error }, 'live events were lost'),
      )
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
