/**
 * What a suspended account may still do: read why and until when, leave, take its data along, and keep its owner from paying further. All else is
 * refused to it, or answered as to a stranger.
 */
export const FOR_SUSPENDED: readonly string[] = [
  ...['identity.me', 'identity.logOut'],
  ...[
    'notifications.list',
    'notifications.unreadCount',
    'notifications.markRead',
    'notifications.markAllRead',
  ],
  ...['privacy.export', 'privacy.exportPart', 'privacy.requestExport'],
  ...['billing.list', 'billing.get', 'billing.timeline', 'billing.cancel'],
]

const allowed = new Set(FOR_SUSPENDED)

export const isForSuspended = (path: string): boolean => allowed.has(path)
