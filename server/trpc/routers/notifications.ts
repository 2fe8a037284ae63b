import { z } from 'zod'
import { idInput } from '#server/domain/id-input.ts'
import { NOTIFICATION_SUBJECTS } from '#server/domain/notifications/notification-subjects.ts'
import { pagingInput } from '#server/domain/paging.ts'
import { countUnreadNotifications } from '#server/services/notifications/count-unread-notifications.ts'
import { getNotificationPreferences } from '#server/services/notifications/get-notification-preferences.ts'
import { listNotifications } from '#server/services/notifications/list-notifications.ts'
import { markAllNotificationsRead } from '#server/services/notifications/mark-all-notifications-read.ts'
import { markNotificationRead } from '#server/services/notifications/mark-notification-read.ts'
import { setNotificationPreferences } from '#server/services/notifications/set-notification-preferences.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

export const notificationsRouter = router({
  list: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/me/notifications',
        tag: 'me',
        summary: 'Your notifications, newest first',
        answer: 'NotificationPage',
      },
    })
    .input(pagingInput)
    .query(({ ctx, input }) => listNotifications(ctx.service, input)),
  unreadCount: playerProcedure.query(({ ctx }) => countUnreadNotifications(ctx.service)),
  markRead: playerProcedure
    .input(z.object({ id: idInput() }))
    .mutation(({ ctx, input }) => markNotificationRead(ctx.service, input)),
  preferences: playerProcedure.query(({ ctx }) => getNotificationPreferences(ctx.service)),
  setPreferences: playerProcedure
    .input(z.object({ enabled: z.array(z.enum(NOTIFICATION_SUBJECTS)) }))
    .mutation(({ ctx, input }) => setNotificationPreferences(ctx.service, input)),
  markAllRead: playerProcedure.mutation(({ ctx }) => markAllNotificationsRead(ctx.service)),
})
