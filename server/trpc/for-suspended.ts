/**
 * What a suspended account may still do: read why and until when, leave, take its data along or have it deleted, and keep its owner from
 * paying further, for which it shows anew whose it is. All else is
 * refused to it, or answered as to a stranger.
 */
export const FOR_SUSPENDED: readonly string[] = [
  ...['identity.me', 'identity.logOut', 'identity.proof', 'identity.prove'],
  ...['passkeys.askForProof', 'passkeys.prove'],
  ...[
    'notifications.list',
    'notifications.unreadCount',
    'notifications.markRead',
    'notifications.markAllRead',
  ],
  ...['privacy.export', 'privacy.exportPart', 'privacy.requestExport'],
  ...['privacy.deletion', 'privacy.openDeletion', 'privacy.requestDeletion', 'privacy.takeBackDeletion'],
  ...['billing.list', 'billing.get', 'billing.timeline', 'billing.cancel'],
  ...['billing.receipt', 'billing.payments'],
]

const allowed = new Set(FOR_SUSPENDED)

export const isForSuspended = (path: string): boolean => allowed.has(path)
