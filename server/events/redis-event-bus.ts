import { type Logger } from 'pino'
import { openRedis, PATIENTLY, SOON } from '#db/redis.ts'
import { liveEventSchema, type EventBus } from './event-bus.ts'
import { createListeners } from './listeners.ts'

const CHANNEL = 'sectorwars:events'

/** Live events over Redis publish/subscribe. An event lost between commit and publish costs a page one refresh. */
export async function createRedisEventBus(redisUrl: string, log: Logger): Promise<EventBus> {
  const listeners = createListeners()
  const publisher = openRedis(redisUrl, log, 'live events', SOON)
  const subscriber = openRedis(redisUrl, log, 'live events', PATIENTLY)
  subscriber.on('message', (_channel, message) => {
    const parsed = liveEventSchema.safeParse(JSON.parse(message))
    if (parsed.success) listeners.notify(parsed.data)
  })
  await subscriber.subscribe(CHANNEL)
  // The client resubscribes by itself.
  subscriber.on('ready', listeners.notifyGap)

  return {
    publishInTransaction: async () => undefined,
    publishAfterCommit: async (events) => {
      // A Redis failure must not fail a committed request.
      await Promise.all(events.map((event) => publisher.publish(CHANNEL, JSON.stringify(event)))).catch(
        (error) => log.warn({ err: error }, 'live events were lost'),
      )
    },
    subscribe: listeners.add,
    close: async () => {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
