import { z } from 'zod'
import { idInput } from '#server/domain/id-input.ts'
import { NOTIFICATION_SUBJECTS } from '#server/domain/notifications/notification-subjects.ts'
import { pageOf, pagingInput } from '#server/domain/paging.ts'
import { countUnreadNotifications } from '#server/services/notifications/count-unread-notifications.ts'
import { getNotificationPreferences } from '#server/services/notifications/get-notification-preferences.ts'
import { listNotifications } from '#server/services/notifications/list-notifications.ts'
import { markAllNotificationsRead } from '#server/services/notifications/mark-all-notifications-read.ts'
import { markNotificationRead } from '#server/services/notifications/mark-notification-read.ts'
import { setNotificationPreferences } from '#server/services/notifications/set-notification-preferences.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

const notification = z.object({
  id: z.uuid(),
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  href: z.string().nullable(),
  regionName: z.string().nullable(),
  createdAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
})

export const notificationsRouter = router({
  list: playerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/me/notifications',
        tags: ['me'],
        summary: 'Your notifications, newest first',
        protect: true,
      },
    })
    .input(pagingInput)
    .output(pageOf(notification))
    .query(({ ctx, input }) => listNotifications(ctx.ctx, input)),
  unreadCount: playerProcedure.query(({ ctx }) => countUnreadNotifications(ctx.ctx)),
  markRead: playerProcedure
    .input(z.object({ id: idInput() }))
    .mutation(({ ctx, input }) => markNotificationRead(ctx.ctx, input)),
  preferences: playerProcedure.query(({ ctx }) => getNotificationPreferences(ctx.ctx)),
  setPreferences: playerProcedure
    .input(z.object({ enabled: z.array(z.enum(NOTIFICATION_SUBJECTS)) }))
    .mutation(({ ctx, input }) => setNotificationPreferences(ctx.ctx, input)),
  markAllRead: playerProcedure.mutation(({ ctx }) => markAllNotificationsRead(ctx.ctx)),
})
